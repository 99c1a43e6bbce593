using System.CommandLine;
using Parley.Dialects;
using Parley.Dialogues;
using Parley.Hosts;
using Parley.Judging;
using Parley.Showing;
using Parley.Sounds;
using Parley.Talking;
using Parley.Terminals;
using Parley.Testing;

namespace Parley.Commands;

/// <summary><c>parley conformance</c>: judges a server of the Realtime API, ours or any other, over the wire.</summary>
internal sealed class ConformanceCommand(Surroundings around) : IVerb
{
    // checks mostly wait; a server of somebody else's may count sessions, and money
    private const int ParallelAtHome = 24;
    private const int ParallelAbroad = 4;

    private static readonly DialectName[] AllDialects = [DialectName.Ga, DialectName.Beta, DialectName.Yandex];

    private readonly Option<string?> _url = new("--url")
    {
        Description = $"The server to judge, http(s)://host:port[/path]. Without it, and without {Destination.UrlVariable}, Parley's own server is judged, in this process and with engines that do as they are told.",
        HelpName = "URL",
    };

    private readonly Option<string?> _key = new("--key") { Description = $"The API key; otherwise {Destination.KeyVariable}, {Destination.OpenAIKeyVariable} or {Destination.YandexKeyVariable}, depending on the server.", HelpName = "KEY" };
    private readonly Option<string?> _model = new("--model") { Description = "The model. One that follows plain directions such as: Say exactly: \"Hello there.\"", HelpName = "NAME" };
    private readonly Option<string?> _dialect = new("--dialect") { Description = "The dialects to judge, such as ga or ga,beta; otherwise all that the server is known to speak.", HelpName = "ga|beta|yandex" };
    private readonly Option<string?> _only = new("--only") { Description = "Numbers of checks, such as 25,40-50.", HelpName = "NUMBERS" };
    private readonly Option<bool> _skipLong = new("--skip-long") { Description = "Leave out checks that wait long: pings, timeouts, the end of sessions." };
    private readonly Option<bool> _skipFunctions = new("--skip-functions") { Description = "Leave out checks that need a model which calls functions." };
    private readonly Option<bool> _skipHttp = new("--skip-http") { Description = "Leave out checks of the HTTP endpoints beside the sockets." };
    private readonly Option<string?> _speech = new("--speech") { Description = "A recording of one spoken sentence to say to the server; otherwise the embedded voice speaks.", HelpName = "FILE" };
    private readonly Option<int> _timeout = new("--timeout") { Description = "Seconds that an answer may take.", HelpName = "SECONDS", DefaultValueFactory = _ => 30 };
    private readonly Option<int?> _parallel = new("--parallel") { Description = $"Checks that run at a time, each with a session or two; {ParallelAbroad} for a server with a URL.", HelpName = "COUNT" };
    private readonly Option<string?> _json = new("--json") { Description = "Also write all verdicts there, as JSON.", HelpName = "FILE" };

    public Command Command()
    {
        var command = new VerbCommand(
            "conformance",
            "Judge a Realtime server by 100 checks over the wire, in three dialects.",
            [
                "conformance",
                "conformance --url http://127.0.0.1:8080 --dialect ga --skip-long",
                "conformance --url wss://example.com/v1/realtime --key KEY --model NAME --only 25,40-50 --json verdicts.json",
            ])
        {
            _url, _key, _model, _dialect, _only, _skipLong, _skipFunctions, _skipHttp, _speech, _timeout, _parallel, _json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult asked, CancellationToken cancellation)
    {
        var destination = Destination.Of(asked.GetValue(_url), asked.GetValue(_key), asked.GetValue(_model), null, around.Variable);
        var selection = Selected(asked, destination);
        var timeout = Positive(asked.GetValue(_timeout), "--timeout");
        await using var json = OutputText.Create(asked.GetValue(_json));
        await using var host = destination.Url is null ? await ObedientServer.StartAsync(around.Voice.IsVerbose, cancellation) : null;
        var speech = await SpeechAsync(asked.GetValue(_speech), isAtHome: host is not null, cancellation);
        var target = host is null
            ? new Target(destination.Url!, destination.Key, destination.Model, speech) { Folder = destination.Folder }
            : new Target(host.Address, host.Key, ObedientServer.Model, speech) { HasObedientEngines = true };
        var judgement = await JudgeAsync(new(target with { Timeout = TimeSpan.FromSeconds(timeout), Time = around.Time }, selection), $"{target}", cancellation);
        foreach (var line in JudgementTable.Lines(judgement))
        {
            around.Voice.Line(line);
        }

        if (json is not null)
        {
            await json.WriteAsync($"{judgement.ToJson()}\n");
        }

        return judgement.Failed == 0 ? 0 : 1;
    }

    private async Task<Judgement> JudgeAsync(ConformanceSuite suite, string server, CancellationToken cancellation)
    {
        if (suite.Count == 0)
        {
            throw new CommandException("None of these checks has a meaning in these dialects.");
        }

        if (await suite.FindUnreachableAsync(cancellation) is { } unreachable)
        {
            throw new CommandException($"There is nothing to judge: {unreachable}");
        }

        var (count, done, failed) = (suite.Count, 0, 0);
        around.Voice.Note($"Judging {server}: {count} verdicts.");
        try
        {
            return await suite.RunAsync(Tell, cancellation);
        }
        finally
        {
            around.Voice.Status(null);
        }

        void Tell(Verdict verdict)
        {
            done++;
            failed += verdict.Outcome == Outcome.Failed ? 1 : 0;
            around.Voice.Status($"{done} of {count}, {failed} failed");
        }
    }

    private Selection Selected(ParseResult asked, Destination destination) => new()
    {
        Only = asked.GetValue(_only) is { } numbers ? Numbers(numbers) : null,
        Dialects = asked.GetValue(_dialect) is { } names ? [.. names.Split(',', StringSplitOptions.TrimEntries).Select(DialectWord.Read).Distinct()] : Spoken(destination.Url),
        SkipsLongWaits = asked.GetValue(_skipLong),
        SkipsFunctions = asked.GetValue(_skipFunctions),
        SkipsHttp = asked.GetValue(_skipHttp),
        Parallel = Positive(asked.GetValue(_parallel) ?? (destination.Url is null ? ParallelAtHome : ParallelAbroad), "--parallel"),
    };

    private async Task<ReadOnlyMemory<byte>> SpeechAsync(string? file, bool isAtHome, CancellationToken cancellation)
    {
        if (file is not null)
        {
            return Utterance.Of(await SoundFile.ReadAsync(file, around, cancellation), file);
        }

        if (isAtHome)
        {
            return Tone.Pcm16(1200); // to those engines all that is loud is speech
        }

        var speech = await Utterance.EmbeddedAsync(cancellation);
        around.Voice.Note("The embedded voice speaks to the server; --speech FILE says something else.");
        return speech;
    }

    private static IReadOnlySet<int> Numbers(string text)
    {
        try
        {
            return Selection.Numbers(text);
        }
        catch (FormatException wrong)
        {
            throw new CommandException($"--only: {wrong.Message}", wrong);
        }
    }

    // the clouds speak one each
    private static DialectName[] Spoken(Uri? server) => server?.Host switch
    {
        { } host when host.EndsWith("openai.com", StringComparison.OrdinalIgnoreCase) => [DialectName.Ga],
        { } host when host.EndsWith("yandex.net", StringComparison.OrdinalIgnoreCase) => [DialectName.Yandex],
        _ => AllDialects,
    };

    private static int Positive(int number, string option) => number > 0 ? number : throw new CommandException($"{option} is a whole number above 0, not {number}.");
}
