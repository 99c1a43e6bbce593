using System.CommandLine;
using System.Globalization;
using Parley.Agents;
using Parley.Audio;
using Parley.Diagnosis;
using Parley.Embedded;
using Parley.Hosts;
using Parley.Protocol;
using Parley.Running;
using Parley.Showing;
using Parley.Sounds;
using Parley.Talking;
using Parley.Terminals;
using Parley.Transport;

namespace Parley.Commands;

/// <summary><c>parley demo</c>: a spoken question, a tool call and a spoken answer, end to end on this machine, and where the time went.</summary>
/// <param name="examine">Looks at what is installed.</param>
internal sealed class DemoCommand(Surroundings around, Func<IReadOnlyList<Finding>> examine) : IVerb
{
    private const string Question = "What is the weather in Paris?";
    private const string Model = "parley-demo";
    private const string Instructions = "You are a helpful voice assistant. You can look up the weather.";
    private const int SilenceMs = 200;
    private const int MostTurns = 1000;

    private readonly Option<string> _outDir = new("--out-dir")
    {
        Description = "Where to write question.wav, answer.wav and tools.json.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".",
    };

    private readonly Option<int> _turns = new("--turns")
    {
        Description = "Ask so many times in one session, and print the median latency.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    public Command Command()
    {
        var command = new VerbCommand(
            "demo",
            "Hold a spoken conversation with a server in this process, and show where the time goes.",
            ["demo", "demo --out-dir /tmp/demo --turns 10"])
        {
            _outDir, _turns,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult asked, CancellationToken cancellation)
    {
        var turns = asked.GetValue(_turns) is >= 1 and <= MostTurns and var count ? count : throw new CommandException($"--turns is a number from 1 to {MostTurns}.");
        RequireEngines(new(examine()));
        var folder = Folder(asked.GetValue(_outDir)!);
        using var questionFile = OutputFile.Reserve(Path.Combine(folder, "question.wav"));
        using var answerFile = OutputFile.Reserve(Path.Combine(folder, "answer.wav"));
        var question = (await EmbeddedSpeech.OfAsync(Question, new() { Language = "en" }, cancellation)).At(SoundFile.SampleRate);
        questionFile.Write(question);
        var file = await KeepToolsAsync(folder, cancellation);
        Introduce();

        var model = EmbeddedEngines.Model(Model, around.Time);
        using var ears = model.SpeechToText;
        using var mouth = model.TextToSpeech;
        await using var server = await LocalServer.StartAsync(around.Voice.IsVerbose, [model], cancellation);
        around.Voice.Line($"A server listens on {server.Address.GetLeftPart(UriPartial.Authority)}, in this process. You ask: “{Question}”");
        var endpoint = RealtimeEndpoint.Parley(server.Address, server.Key, Model) with { Trace = true };
        var tools = TalkTools.Of(DemoWeather.Book, [], around.Voice.Note, Timeout.InfiniteTimeSpan);
        var agent = new RealtimeAgent("agent") { Instructions = Instructions, Tools = tools.Functions };
        var options = new RealtimeRunOptions { Model = new() { TurnDetection = new ServerVad(SilenceDurationMs: SilenceMs), Session = tools.Under(null) }, Time = around.Time };
        await using var session = await OpenedSession.OfAsync(agent, endpoint, options, cancellation);
        var latencies = new List<TimeSpan>();
        for (var turn = 1; turn <= turns; turn++)
        {
            around.Voice.Line(turns == 1 ? "" : $"{Environment.NewLine}Turn {turn} of {turns}");
            latencies.Add(await TurnAsync(session, endpoint, question, answerFile, cancellation));
        }

        if (turns == 1)
        {
            around.Voice.Line($"A first turn is slower than the next ones: models are loaded and code is compiled in it. {around.Command} demo --turns 10 shows how much.");
        }
        else
        {
            around.Voice.Line();
            around.Voice.Line($"Median of {turns} turns, last speech sample sent → first audio received: {Ms(Latency.Median(latencies))}");
        }

        await EndAsync(asked.GetValue(_outDir)!, Path.GetFileName(file), answerFile.Name, cancellation);
        return 0;
    }

    private static void RequireEngines(Report report)
    {
        if (!report.DemoRuns)
        {
            var missing = report.Findings.Where(finding => finding.Required && !finding.Ready).Select(finding => finding.Name);
            throw new CommandException($"The demo needs {string.Join(" and ", missing)}. Install what is missing with: {report.Install}");
        }
    }

    private static string Folder(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new CommandException("The name of the folder to write to is empty.");
        }

        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException($"{path} cannot be made a folder: {Refusals.Reason(refused)}.", refused);
        }
    }

    private static string Ms(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");

    private void Introduce()
    {
        around.Voice.Line("Parley's demo: a spoken question, a tool call and a spoken answer, all on this machine, without a network.");
        around.Voice.Line("The engines are small and honest about it: PocketSphinx hears (English, small vocabulary), parley-rules answers (rules, no language");
        around.Voice.Line("model), flite speaks (a robotic voice of 2005). Register any Microsoft.Extensions.AI client in their place (docs/hosting.md).");
        around.Voice.Line();
    }

    private async Task<TimeSpan> TurnAsync(RealtimeSession session, RealtimeEndpoint endpoint, Sound question, OutputFile answerFile, CancellationToken cancellation)
    {
        var live = new LiveQuestion(question, around.Time);
        var view = new LiveView(around.Voice, live, around.Time, AudioFormat.Pcm24000);
        var answer = new AnswerSound(AudioFormat.Pcm24000);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asking = session.TalkAsync(live, new HeardAtOnce(), over.Token);
        try
        {
            await foreach (var step in new AskedTurn(session, endpoint, around).StepsAsync(cancellation))
            {
                view.Show(step);
                answer.Add(step);
            }
        }
        finally
        {
            await over.CancelAsync();
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it ends by that
            if (!answer.IsEmpty)
            {
                answerFile.Write(answer.Sound);
            }
        }

        if (view.FirstAudioAt is not { } heard || live.LastSpeechAt is not { } said)
        {
            throw new CommandException($"The answer came without sound; something is wrong with the voice engine. See {around.Command} doctor.");
        }

        var latency = around.Time.GetElapsedTime(said, heard);
        var account = new LatencyAccount(latency, view.Trace?.Marks ?? []);
        around.Voice.Line();
        foreach (var line in Waterfall.Render(view.Trace?.Marks ?? [], account.UnnoticedMs))
        {
            around.Voice.Line(line);
        }

        around.Voice.Line();
        foreach (var line in account.Lines())
        {
            around.Voice.Line(line);
        }

        return latency;
    }

    private async Task EndAsync(string folder, string tools, string answer, CancellationToken cancellation)
    {
        around.Voice.Line();
        around.Voice.Line($"Written to {Path.GetDirectoryName(answer)}: question.wav, answer.wav, {tools}");
        if (Player.Find(around) is { } player)
        {
            await player.PlayAsync(answer, cancellation);
        }

        around.Voice.Line("Next, the same question as a file, with the same tool:");
        around.Voice.Line($"  {around.Command} ask {At(folder, "question.wav")} --tools {At(folder, tools)} --out {At(folder, "again.wav")}");
        around.Voice.Line($"Then: {around.Command} doctor (what is installed), {around.Command} serve (a server for your own clients), and docs/ for tools, models and deployment.");
    }

    // a tools.json that is somebody's own stays as it is
    private static async Task<string> KeepToolsAsync(string folder, CancellationToken cancellation)
    {
        foreach (var name in new[] { "tools.json", "demo-tools.json" })
        {
            var path = Path.Combine(folder, name);
            if (!Path.Exists(path))
            {
                await File.WriteAllTextAsync(path, DemoWeather.File, cancellation);
                return path;
            }

            if (File.Exists(path) && await File.ReadAllTextAsync(path, cancellation) == DemoWeather.File)
            {
                return path;
            }
        }

        throw new CommandException($"{folder} has a tools.json and a demo-tools.json that are not the demo's: give another --out-dir.");
    }

    // as a shell takes it
    private static string At(string folder, string name)
    {
        var path = folder == "." ? name : Path.Combine(folder, name);
        return path.All(letter => char.IsLetterOrDigit(letter) || "/._-+:@%,=".Contains(letter, StringComparison.Ordinal))
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
