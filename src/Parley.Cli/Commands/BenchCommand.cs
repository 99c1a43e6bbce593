using System.CommandLine;
using Parley.Measuring;
using Parley.Reporting;
using Parley.Showing;
using Parley.Talking;
using Parley.Terminals;
using Parley.Trials;

namespace Parley.Commands;

/// <summary><c>parley bench</c>: puts a Realtime server under the load of many callers, and measures it beside the smallest server of the same events.</summary>
internal sealed class BenchCommand(Surroundings around) : IVerb
{
    private const int Seconds = 20;
    private const int SecondsOfStep = 10;
    private const int BoundMs = 20;

    private readonly Option<int> _sessions = Number("--sessions", 100, "How many sessions are held; with --ramp, how many it begins with.", "COUNT", "-n");
    private readonly Option<int?> _seconds = new("--seconds") { Description = $"For how long it counts; otherwise {Seconds}, and {SecondsOfStep} for each step of --ramp.", HelpName = "SECONDS" };
    private readonly Option<int> _warmup = Number("--warmup", 15, "For how long the load is on before that: a .NET server is cold for 10 to 15 s of load.", "SECONDS");
    private readonly Option<int> _chunk = Number("--chunk", 20, "Milliseconds of sound in a message: 20 or 100.", "MS");
    private readonly Option<int> _speaking = Number("--speaking", 100, "Of a hundred sessions, how many take turns; the others send silence.", "PERCENT");
    private readonly Option<bool> _idle = new("--idle", "--silent") { Description = "Sessions connect and send nothing: what does an idle one cost?" };
    private readonly Option<int?> _churn = new("--churn") { Description = "About so long a session lives, and then another takes its place.", HelpName = "SECONDS" };
    private readonly Option<int> _seed = Number("--seed", 1, "Draws the pauses between turns.", "NUMBER");
    private readonly Option<string?> _profile = new("--profile") { Description = "null (engines that cost nothing, so that the server's own work is measured; the default), detector (the same behind the embedded detector of voices) or embedded.", HelpName = "null|detector|embedded" };
    private readonly Option<string?> _model = new("--model") { Description = "A model by its name, instead of a profile.", HelpName = "NAME" };
    private readonly Option<string> _dialect = new("--dialect") { Description = "The dialect of the sessions.", HelpName = "ga|beta|yandex", DefaultValueFactory = _ => "ga" };
    private readonly Option<bool> _ramp = new("--ramp") { Description = "Find the largest number of sessions that keeps p99 under --bound." };
    private readonly Option<int?> _bound = new("--bound") { Description = $"For --ramp: what the server may add to its detector's time, at p99; otherwise {BoundMs}.", HelpName = "MS" };
    private readonly Option<bool> _check = new("--check") { Description = "Exit with 1, and say why, where the server is far behind B or makes a mistake." };
    private readonly Option<string?> _against = new("--against") { Description = "Measure the server there instead of our own.", HelpName = "URL" };
    private readonly Option<string?> _key = new("--key") { Description = "The API key of that server.", HelpName = "KEY" };
    private readonly Option<int?> _pid = new("--pid") { Description = "The process of that server, where it runs on this machine: its CPU and memory are measured too.", HelpName = "PID" };
    private readonly Option<string?> _config = new("--config", "-c") { Description = "The configuration of our own server; otherwise one that refuses nobody.", HelpName = "FILE" };
    private readonly Option<bool> _noPin = new("--no-pin") { Description = "Leave it to the system which core runs what; otherwise servers have core 0 and the load core 1." };
    private readonly Option<bool> _noLimit = new("--no-limit") { Description = "Measure no B, the smallest server of the same events, beside it." };
    private readonly Option<string?> _json = new("--json") { Description = "Also write all figures there, as JSON.", HelpName = "FILE" };
    private readonly Option<string?> _html = new("--html") { Description = "Also write a page with charts there.", HelpName = "FILE" };

    public Command Command()
    {
        var command = new VerbCommand(
            "bench",
            "Put a Realtime server under the load of many callers, and measure it beside B, the smallest server of the same events. "
                + "./parley bench --micro, in the repository, measures station by station what a second of sound costs instead.",
            [
                "bench",
                "bench --sessions 500 --seconds 30 --html figures.html",
                "bench --ramp --bound 20",
                "bench --sessions 2000 --idle",
                "bench --sessions 100 --churn 60 --seconds 1200 --html soak.html",
                "bench --against http://127.0.0.1:9000 --key KEY --model NAME --pid PID --json figures.json",
            ])
        {
            _sessions, _seconds, _warmup, _chunk, _speaking, _idle, _churn, _seed, _profile, _model, _dialect, _ramp, _bound, _check,
            _against, _key, _pid, _config, _noPin, _noLimit, _json, _html,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult asked, CancellationToken cancellation)
    {
        BenchOrder.CheckBound(asked.GetValue(_bound), asked.GetValue(_ramp));
        var order = Order(asked).Checked();
        await using var json = OutputText.Create(asked.GetValue(_json));
        await using var html = OutputText.Create(asked.GetValue(_html));
        LoadSockets.Prepare();
        var report = await new BenchRun(order, around).RunAsync(cancellation);
        await ShowAsync(report, json, html);
        return cancellation.IsCancellationRequested ? CommandTree.Interrupted : order.Checks ? Verdict(report) : 0;
    }

    private static Option<int> Number(string name, int otherwise, string description, string helpName, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = helpName, DefaultValueFactory = _ => otherwise };

    private BenchOrder Order(ParseResult asked)
    {
        var ramps = asked.GetValue(_ramp);
        return new()
        {
            Sessions = asked.GetValue(_sessions),
            Seconds = asked.GetValue(_seconds) ?? (ramps ? SecondsOfStep : Seconds),
            WarmUp = asked.GetValue(_warmup),
            ChunkMs = asked.GetValue(_chunk),
            SpeakingPercent = asked.GetValue(_speaking),
            IsIdle = asked.GetValue(_idle),
            Churn = asked.GetValue(_churn),
            Seed = asked.GetValue(_seed),
            Model = BenchOrder.ModelOf(asked.GetValue(_profile), asked.GetValue(_model)),
            Dialect = DialectWord.Read(asked.GetValue(_dialect)!),
            Ramps = ramps,
            BoundMs = asked.GetValue(_bound) ?? BoundMs,
            Checks = asked.GetValue(_check),
            Against = asked.GetValue(_against),
            Key = asked.GetValue(_key),
            ProcessId = asked.GetValue(_pid),
            Configuration = asked.GetValue(_config),
            Pins = !asked.GetValue(_noPin),
            HasLimit = !asked.GetValue(_noLimit),
        };
    }

    private async Task ShowAsync(BenchReport report, OutputText? json, OutputText? html)
    {
        around.Voice.Table(BenchTable.Of("", Sheet.Quantities(report)));
        around.Voice.Table(BenchTable.Of("milliseconds", Sheet.Delays(report)));
        foreach (var remark in Remark.Of(report))
        {
            around.Voice.Line(remark);
        }

        if (json is not null)
        {
            await json.WriteAsync($"{report.ToJson()}\n");
        }

        if (html is not null)
        {
            await html.WriteAsync(HtmlPage.Of(report));
        }
    }

    private int Verdict(BenchReport report)
    {
        var breaches = report.Limit is { } limit ? Check.Breaches(report.Server, limit).ToList() : [];
        foreach (var breach in breaches)
        {
            around.Voice.Failure(breach);
        }

        return breaches.Count == 0 ? 0 : 1;
    }
}
