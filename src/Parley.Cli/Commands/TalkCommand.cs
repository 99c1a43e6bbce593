using System.CommandLine;
using System.Globalization;
using Parley.Agents;
using Parley.Calling;
using Parley.Hosts;
using Parley.Running;
using Parley.Showing;
using Parley.Sounds;
using Parley.Talking;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary><c>parley talk</c>: a live spoken conversation with an agent.</summary>
internal sealed class TalkCommand(Surroundings around) : IVerb
{
    private readonly ServerOptions _server = new(around.Command);
    private readonly TalkOptions _options = new(around.Command);

    public Command Command()
    {
        var command = new VerbCommand(
            "talk",
            "Talk with an agent, live: by microphone and loudspeaker, by files, or in writing.",
            [
                "talk",
                "talk --microphone headset --speaker headset --tools tools.json --log session.jsonl --record call.wav",
                "talk --input question.wav --output answer.wav",
                "talk --url wss://api.openai.com/v1/realtime --vad semantic --mcp \"npx -y @modelcontextprotocol/server-everything\"",
                "talk --push-to-talk --session session.json",
            ])
        {
            Notes =
            [
                "Keys: Enter begins a line to type, and sends it; Esc gives it up.",
                "      m mutes, space talks while it is held (with --push-to-talk), y and n answer what is asked of tools with x-approve.",
                "      Ctrl-C ends the talk.",
                "Where input is no terminal, each of its lines is a message, sent when the one before is answered.",
            ],
        };
        _server.AddTo(command);
        _options.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult asked, CancellationToken cancellation)
    {
        var destination = _server.Settle(asked, around.Variable);
        var order = _options.Read(asked, destination.Dialect);
        if (order.IsPushToTalk && around.Keys is null)
        {
            throw new CommandException("--push-to-talk needs a terminal: a key is held to talk.");
        }

        RequireDifferent(order);
        var book = await _server.ToolsAsync(asked, cancellation);
        var settings = order.Settings(_server.Voice(asked), await SessionFile.LoadAsync(order.Session, cancellation));
        var input = order.Sounds.Input is { } path ? await SoundFile.ReadAnyAsync(path, around, cancellation) : null;
        using var output = order.Sounds.Output is { } answer ? OutputFile.Reserve(answer) : null;
        using var record = order.Record is { } call ? OutputFile.Reserve(call) : null;
        using var log = TalkLog.Open(order.Log, around.Time);
        await using var devices = TalkDevices.Open(order.Sounds, settings.InputAudioFormat.SampleRate, settings.OutputAudioFormat!.SampleRate, input, around.Time);
        await using var mcp = await McpServers.ConnectAsync(order.McpServers, cancellation);
        await using var host = destination.Url is null ? await LocalServer.StartAsync(around.Voice.IsVerbose, [], cancellation) : null;
        var endpoint = host is null ? destination.Endpoint() : destination.Endpoint(host.Address, host.Key);

        if (host is not null && _server.Voice(asked) is { } voice && !KnownVoice.Is(voice))
        {
            around.Voice.Note($"There is no voice '{voice}': the server answers with its default one. See {around.Command} voices.");
        }

        Action<string> trouble = around.Voice.Note;
        var tools = TalkTools.Of(book, mcp.Tools, text => trouble(text), RealtimeTool.DefaultTimeout);
        var agent = new RealtimeAgent("agent") { Instructions = _server.Instructions(asked) ?? "", Tools = tools.Functions };
        var options = new RealtimeRunOptions { Model = settings with { Session = tools.Under(settings.Session) }, Time = around.Time };
        await using var session = await OpenedSession.OfAsync(agent, endpoint, options, cancellation);
        devices.Begin(output, record, order.IsPushToTalk);
        log.Write("session_started", ("server", endpoint.ToString()), ("model", endpoint.Model), ("tools", tools.Functions.Count));

        var end = await TalkAsync(cancellation);
        log.Write("session_ended", ("seconds", Math.Round(end.Lasted.TotalSeconds, 1)), ("turns", end.Turns), ("interruptions", end.Interruptions),
            ("median_latency_ms", end.Waits.Count > 0 ? Math.Round(Latency.Median(end.Waits).TotalMilliseconds) : null), ("failure", end.Failure?.Message));
        await session.DisposeAsync();
        await devices.DisposeAsync(); // files are whole before they are spoken of
        around.Voice.Step("talked", Summary(end, [order.Sounds.Output, order.Record, order.Log]));
        return Outcome(end, log);

        async Task<TalkEnd> TalkAsync(CancellationToken stop)
        {
            await using ITalkView view = around is { Keys: not null, Voice.IsLive: true } ? new LiveTalkView(around.Voice) : new PlainTalkView(around.Voice);
            view.Note($"Talking with {endpoint}, model {endpoint.Model}. Ctrl-C ends.");
            var loop = new TalkLoop(session, devices, order.Manner(settings), view, log, around);
            trouble = loop.Note;
            return await loop.RunAsync(stop);
        }
    }

    private static int Outcome(TalkEnd end, TalkLog log) => (end.Failure, log.Trouble) switch
    {
        ({ } failure, _) => throw new CommandException(failure.Message, failure),
        (_, { } full) => throw new CommandException($"The log is not complete: {full}."),
        _ => 0,
    };

    private static string Summary(TalkEnd end, IEnumerable<string?> files)
    {
        string[] written = [.. files.OfType<string>()];
        return string.Create(CultureInfo.InvariantCulture, $"{end.Lasted.TotalSeconds:0.0} s, {(end.Turns == 1 ? "1 turn" : $"{end.Turns} turns")}")
            + (end.Waits.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", median latency {Latency.Median(end.Waits).TotalMilliseconds:0} ms") : "")
            + (end.Lost is { } lost ? $"; {lost}" : "")
            + (written.Length > 0 ? $"; written: {string.Join(", ", written)}" : "");
    }

    private static void RequireDifferent(TalkOrder order)
    {
        var twice = new[] { order.Sounds.Input, order.Sounds.Output, order.Record, order.Log }
            .Where(path => !string.IsNullOrWhiteSpace(path)).GroupBy(path => Path.GetFullPath(path!)).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
        {
            throw new CommandException($"{twice.First()} is named for two things: give each file a name of its own.");
        }
    }
}
