using System.CommandLine;
using System.Globalization;
using Parley.Hosts;
using Parley.Load;
using Parley.Measuring;
using Parley.Reporting;
using Parley.Showing;
using Parley.Talking;
using Parley.Terminals;
using Parley.Trials;

namespace Parley.Commands;

/// <summary><c>parley bench</c>: puts a Realtime server under the load of many callers, and says what it costs and how long it takes.</summary>
internal sealed class BenchCommand(Surroundings around) : IVerb
{
    private readonly Option<int> _sessions = new("--sessions", "-n") { Description = "How many sessions are held.", HelpName = "COUNT", DefaultValueFactory = _ => 100 };
    private readonly Option<int> _seconds = new("--seconds") { Description = "For how long it counts.", HelpName = "SECONDS", DefaultValueFactory = _ => 20 };
    private readonly Option<int> _warmup = new("--warmup") { Description = "For how long the load is on before that: a .NET server is cold for 10 to 15 s.", HelpName = "SECONDS", DefaultValueFactory = _ => 15 };
    private readonly Option<int> _chunk = new("--chunk") { Description = "Milliseconds of sound in a message: 20 or 100.", HelpName = "MS", DefaultValueFactory = _ => 20 };
    private readonly Option<int> _speaking = new("--speaking") { Description = "Of a hundred sessions, how many take turns; the others send silence.", HelpName = "PERCENT", DefaultValueFactory = _ => 100 };
    private readonly Option<bool> _idle = new("--idle", "--silent") { Description = "Sessions connect and send nothing." };
    private readonly Option<int?> _churn = new("--churn") { Description = "About so long a session lives, and then another takes its place.", HelpName = "SECONDS" };
    private readonly Option<int> _seed = new("--seed") { Description = "Draws the pauses between turns.", HelpName = "NUMBER", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _model = new("--model") { Description = "The model; otherwise null, whose engines cost nothing.", HelpName = "NAME" };
    private readonly Option<string> _dialect = new("--dialect") { Description = "The dialect of the sessions.", HelpName = "ga|beta|yandex", DefaultValueFactory = _ => "ga" };
    private readonly Option<string?> _against = new("--against") { Description = "Measure the server there instead of our own.", HelpName = "URL" };
    private readonly Option<string?> _key = new("--key") { Description = "The API key of that server.", HelpName = "KEY" };
    private readonly Option<int?> _pid = new("--pid") { Description = "The process of that server, where it runs on this machine: its CPU and memory are measured too.", HelpName = "PID" };
    private readonly Option<string?> _config = new("--config", "-c") { Description = "The configuration of our own server; otherwise one that does not limit sessions.", HelpName = "FILE" };
    private readonly Option<string?> _json = new("--json") { Description = "Also write all figures there, as JSON.", HelpName = "FILE" };

    public Command Command()
    {
        var command = new VerbCommand(
            "bench",
            "Put a Realtime server under the load of many callers, and measure it.",
            ["bench", "bench --sessions 500 --seconds 30", "bench --sessions 2000 --idle", "bench --against http://127.0.0.1:8080 --key KEY --model NAME --json figures.json"])
        {
            _sessions, _seconds, _warmup, _chunk, _speaking, _idle, _churn, _seed, _model, _dialect, _against, _key, _pid, _config, _json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult asked, CancellationToken cancellation)
    {
        LoadSockets.Prepare();
        var dialect = DialectWord.Read(asked.GetValue(_dialect)!);
        await using var server = asked.GetValue(_against) is { } url
            ? Running(Destination.Of(url, asked.GetValue(_key), asked.GetValue(_model), dialect, around.Variable), asked.GetValue(_pid))
            : await MeasuredServer.StartAsync(asked.GetValue(_config), around, cancellation);
        if (Cores.CanPin)
        {
            Cores.PinProcess(Cores.Load);
        }
        else
        {
            around.Voice.Note("Nothing is pinned to a core of its own here: the server and its load share what there is.");
        }

        var model = asked.GetValue(_model) ?? "null";
        var endpoint = new Transport.RealtimeEndpoint(server.Address, model) { ApiKey = server.Key, Dialect = dialect };
        var chunk = TimeSpan.FromMilliseconds(asked.GetValue(_chunk));
        var load = new LoadPlan(endpoint, Speech.Vowel(TimeSpan.FromSeconds(1), chunk))
        {
            Chunk = chunk,
            SpeakingPercent = asked.GetValue(_speaking),
            IsIdle = asked.GetValue(_idle),
            Churn = asked.GetValue(_churn) is { } life ? TimeSpan.FromSeconds(life) : null,
            Seed = asked.GetValue(_seed),
        };
        var plan = new TrialPlan(asked.GetValue(_sessions), TimeSpan.FromSeconds(asked.GetValue(_warmup)), TimeSpan.FromSeconds(asked.GetValue(_seconds)));
        TrialResult? result = null;
        await around.Voice.MeterAsync($"{plan.Sessions} sessions at {server.Name}", async progress => result = await new Trial(load, plan, server.Gauge, around.Time).RunAsync(progress, cancellation));
        var report = new BenchReport(Conditions(plan, load), new(server.Name, result!), Limit: null);
        foreach (var table in BenchTable.Of(report))
        {
            around.Voice.Table(table);
        }

        foreach (var line in BenchTable.Troubles(report))
        {
            around.Voice.Line(line);
        }

        if (asked.GetValue(_json) is { } path)
        {
            await File.WriteAllTextAsync(path, report.ToJson(), CancellationToken.None);
        }

        return cancellation.IsCancellationRequested ? CommandTree.Interrupted : 0;
    }

    private static MeasuredServer Running(Destination destination, int? processId) => MeasuredServer.At(destination.Url!, destination.Key, processId);

    private static IReadOnlyList<(string Name, string Value)> Conditions(TrialPlan plan, LoadPlan load) =>
    [
        ("load", string.Create(CultureInfo.InvariantCulture, $"{plan.Sessions} sessions, {load.Chunk.TotalMilliseconds:0} ms chunks, {load.SpeakingPercent} % speaking, {plan.Counted.TotalSeconds:0} s after {plan.WarmUp.TotalSeconds:0} s")),
        ("model", load.Endpoint.Model ?? ""),
        ("dialect", $"{load.Endpoint.Dialect}".ToLowerInvariant()),
    ];
}
