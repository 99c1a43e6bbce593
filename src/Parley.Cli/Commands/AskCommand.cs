using System.CommandLine;
using System.Globalization;
using Parley.Hosts;
using Parley.Protocol;
using Parley.Sounds;
using Parley.Talking;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary><c>parley ask</c>: one question from a file, one answer to a file, everything in between on the console.</summary>
internal sealed class AskCommand(Surroundings around) : IVerb
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly Argument<string?> _question = new("question")
    {
        Description = "The spoken question: a WAV file, or any other audio file if ffmpeg is installed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _out = new("--out", "-o") { Description = "Where to write the answer, as WAV. A long answer takes about as long to come as it sounds.", HelpName = "FILE", DefaultValueFactory = _ => "answer.wav" };
    private readonly Option<string?> _url = new("--url")
    {
        Description = $"The server, http(s)://host:port[/path]. Without it, and without {Destination.UrlVariable}, a server is started in this process.",
        HelpName = "URL",
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = $"The API key; otherwise {Destination.KeyVariable}, {Destination.OpenAIKeyVariable} or {Destination.YandexKeyVariable} "
            + $"(with {Destination.YandexFolderVariable}), depending on the server.",
        HelpName = "KEY",
    };

    private readonly Option<string?> _model = new("--model") { Description = "The model.", HelpName = "NAME" };
    private readonly Option<string?> _voice = new("--voice") { Description = $"The voice of the answer; see {around.Command} voices.", HelpName = "NAME" };
    private readonly Option<string?> _instructions = new("--instructions") { Description = "What the model is told to be and to do.", HelpName = "TEXT" };
    private readonly Option<string?> _tools = new("--tools")
    {
        Description = "A JSON array of tools as the protocol has it. An entry's x-result (a value) or x-command (arguments on its input, result on its output) answers calls. "
            + "A relative x-command with a slash, such as ./weather.sh, is beside FILE.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _dialect = new("--dialect")
    {
        Description = "How the server spells the protocol; otherwise its address decides.",
        HelpName = "ga|beta|yandex",
    };

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
            _question, _out, _url, _key, _model, _voice, _instructions, _tools, _dialect, _events, _text,
        };
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

        var destination = Destination.Of(asked.GetValue(_url), asked.GetValue(_key), asked.GetValue(_model), asked.GetValue(_dialect) is { } dialect ? DialectWord.Read(dialect) : null, around.Variable);
        var tools = asked.GetValue(_tools) is { } path ? await ToolBook.LoadAsync(path, cancellation) : ToolBook.Empty;
        using var output = OutputFile.Reserve(OutputPath(asked.GetValue(_out)!, file));
        var question = new Question(file is null ? null : await SoundFile.ReadAsync(file, around, cancellation), text);
        await using var host = destination.Url is null ? await LocalServer.StartAsync(around.Voice.IsVerbose, [], cancellation) : null;
        var endpoint = host is null ? destination.Endpoint() : destination.Endpoint(host.Address, host.Key);
        if (host is not null && asked.GetValue(_voice) is { } voice && !KnownVoice.Is(voice))
        {
            around.Voice.Note($"There is no voice '{voice}': the server answers with its default one. See {around.Command} voices.");
        }

        var settings = new TalkSettings { Instructions = asked.GetValue(_instructions), Voice = asked.GetValue(_voice), Dialect = destination.Dialect };
        Action<ServerEvent> seen = asked.GetValue(_events) ? said => around.Voice.Step("event", said.WireName()) : _ => { };
        await using var talk = await Talk.OpenAsync(endpoint, settings, tools, around.Time, seen, cancellation);
        await AnswerAsync(talk, question, output, cancellation);
        return 0;
    }

    private static string OutputPath(string path, string? question) => question is null || Path.GetFullPath(path) != Path.GetFullPath(question)
        ? path
        : throw new CommandException($"The answer would overwrite the question, {question}: give another --out.");

    private async Task AnswerAsync(Talk talk, Question question, OutputFile output, CancellationToken cancellation)
    {
        var (spoken, answer, isWhole, shown) = (new Spoken(around.Voice), new AnswerSound(talk.AnswerFormat), false, 0);
        try
        {
            await foreach (var step in talk.TurnAsync((to, stop) => SendAsync(to, question, stop), cancellation))
            {
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

    private Task SendAsync(Talk talk, Question question, CancellationToken cancellation) => question.Sound?.Duration > Long
        ? around.Voice.MeterAsync("sending the question", progress => question.AskAsync(talk, progress, cancellation))
        : question.AskAsync(talk, progress: null, cancellation);

    private void Save(AnswerSound answer, bool isWhole, OutputFile output)
    {
        if (!answer.IsEmpty)
        {
            output.Write(answer.Sound);
            around.Voice.Step("saved", string.Create(CultureInfo.InvariantCulture, $"{output.Name} ({answer.Duration.TotalSeconds:0.0} s){(isWhole ? "" : ", partial: the answer was not complete")}"));
        }
    }
}
