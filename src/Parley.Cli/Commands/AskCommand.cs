using System.CommandLine;
using System.Globalization;
using Parley.Agents;
using Parley.Hosts;
using Parley.Protocol;
using Parley.Running;
using Parley.Sounds;
using Parley.Talking;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary><c>parley ask</c>: one question from a file, one answer to a file, everything in between on the console.</summary>
internal sealed class AskCommand(Surroundings around) : IVerb
{
    private readonly Argument<string?> _question = new("question")
    {
        Description = "The spoken question: a WAV file, or any other audio file if ffmpeg is installed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _out = new("--out", "-o") { Description = "Where to write the answer, as WAV. A long answer takes about as long to come as it sounds.", HelpName = "FILE", DefaultValueFactory = _ => "answer.wav" };
    private readonly ServerOptions _server = new(around.Command);
    private readonly Option<bool> _events = new("--events") { Description = "Print the type of every event." };
    private readonly Option<string?> _text = new("--text") { Description = "A question in writing, instead of the file or before it.", HelpName = "TEXT" };

    public Command Command()
    {
        var command = new VerbCommand(
            "ask",
            "Ask a question from an audio file and write the spoken answer to another.",
            [
                "ask question.wav --out answer.wav",
                "ask question.mp3 --tools tools.json --instructions \"You are a weather service.\"",
                "ask --text \"What time is it?\" --url wss://api.openai.com/v1/realtime",
            ])
        {
            _question, _out,
        };
        _server.AddTo(command);
        command.Options.Add(_events);
        command.Options.Add(_text);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult asked, CancellationToken cancellation)
    {
        var (file, text) = (asked.GetValue(_question), asked.GetValue(_text));
        if (file is null && text is null)
        {
            throw new CommandException($"ask needs a question: {around.Command} ask question.wav, or {around.Command} ask --text \"…\".");
        }

        if (string.IsNullOrWhiteSpace(file ?? "some"))
        {
            throw new CommandException("The name of the file of sound is empty.");
        }

        if (string.IsNullOrWhiteSpace(text ?? "some"))
        {
            throw new CommandException("--text is empty: give it a question.");
        }

        var destination = _server.Settle(asked, around.Variable);
        var book = await _server.ToolsAsync(asked, cancellation);
        using var output = OutputFile.Reserve(OutputPath(asked.GetValue(_out)!, file));
        var question = new Question(file is null ? null : await SoundFile.ReadAsync(file, around, cancellation), text);
        await using var host = destination.Url is null ? await LocalServer.StartAsync(around.Voice.IsVerbose, [], cancellation) : null;
        var endpoint = host is null ? destination.Endpoint() : destination.Endpoint(host.Address, host.Key);
        if (host is not null && _server.Voice(asked) is { } voice && !KnownVoice.Is(voice))
        {
            around.Voice.Note($"There is no voice '{voice}': the server answers with its default one. See {around.Command} voices.");
        }

        var tools = TalkTools.Of(book, [], around.Voice.Note, Timeout.InfiniteTimeSpan);
        var agent = new RealtimeAgent("agent") { Instructions = _server.Instructions(asked) ?? "", Tools = tools.Functions };
        var options = new RealtimeRunOptions { Model = Settings(_server.Voice(asked)) with { Session = tools.Under(null) }, Time = around.Time };
        Action<ServerEvent> seen = asked.GetValue(_events) ? said => around.Voice.Step("event", said.WireName()) : _ => { };
        await using var session = await OpenedSession.OfAsync(agent, endpoint, options, cancellation);
        await question.AskAsync(session);
        await AnswerAsync(new AskedTurn(session, endpoint, around), seen, output, cancellation);
        return 0;
    }

    private static RealtimeModelSettings Settings(string? voice) => new()
    {
        Voice = voice,
        TurnDetection = null, // a question is one turn, whatever pauses it has
    };

    private static string OutputPath(string path, string? question) => question is null || Path.GetFullPath(path) != Path.GetFullPath(question)
        ? path
        : throw new CommandException($"The answer would overwrite the question, {question}: give another --out.");

    private async Task AnswerAsync(AskedTurn turn, Action<ServerEvent> seen, OutputFile output, CancellationToken cancellation)
    {
        var (spoken, answer, isWhole, shown) = (new Spoken(around.Voice), new AnswerSound(turn.AnswerFormat), false, 0);
        try
        {
            await foreach (var step in turn.StepsAsync(cancellation))
            {
                if (step is ServerSaid { Event: var said })
                {
                    seen(said);
                    answer = said is SessionUpdated { Session: RealtimeSessionConfig { Audio.Output.Format: var format } } ? new(format) : answer;
                }

                spoken.Show(step);
                answer.Add(step);
                ShowProgress(answer, ref shown);
            }

            isWhole = true;
            if (answer.IsEmpty)
            {
                around.Voice.Note(spoken.HasWords
                    ? "The answer has no sound; nothing was written."
                    : throw new CommandException("The server gave no answer: neither words nor sound."));
            }
        }
        finally
        {
            around.Voice.Status(null);
            Save(answer, isWhole, output); // also what came of an answer that never ended
        }
    }

    // a server sends speech hardly faster than it sounds
    private void ShowProgress(AnswerSound answer, ref int shown)
    {
        var seconds = (int)answer.Duration.TotalSeconds;
        if (seconds > shown)
        {
            shown = seconds;
            around.Voice.Status($"receiving the answer, {seconds} s");
        }
    }

    private void Save(AnswerSound answer, bool isWhole, OutputFile output)
    {
        if (!answer.IsEmpty)
        {
            output.Write(answer.Sound);
            around.Voice.Step("saved", string.Create(CultureInfo.InvariantCulture, $"{output.Name} ({answer.Duration.TotalSeconds:0.0} s){(isWhole ? "" : ", partial: the answer was not complete")}"));
        }
    }
}
