using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.AI;
using Parley.Embedded.Voices;
using Parley.Sounds;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary><c>parley say</c>: speaks a text with the embedded voices, without a server.</summary>
internal sealed class SayCommand(Surroundings around) : IVerb
{
    private const float Slowest = 0.5f;
    private const float Fastest = 2f;

    private readonly Argument<string> _text = new("text") { Description = "What to say." };
    private readonly Option<string?> _out = new("--out", "-o") { Description = "Where to write it, as WAV; without it, it is played.", HelpName = "FILE" };
    private readonly Option<string?> _voice = new("--voice") { Description = $"The voice; see {around.Command} voices.", HelpName = "NAME" };
    private readonly Option<string?> _language = new("--language") { Description = "Such as en or ru; otherwise the voice decides, if it has a language, or the text's script.", HelpName = "TAG" };
    private readonly Option<float> _speed = new("--speed")
    {
        Description = "A factor, 0.5 to 2.",
        HelpName = "X",
        DefaultValueFactory = _ => 1,
    };

    public Command Command()
    {
        var command = new VerbCommand(
            "say",
            "Speak a text with the embedded voices.",
            ["say \"Good morning.\" --out morning.wav", "say \"Доброе утро.\" --voice ru-male --speed 1.2 --out utro.wav"])
        {
            _text, _out, _voice, _language, _speed,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult asked, CancellationToken cancellation)
    {
        var voice = Known(asked.GetValue(_voice));
        var options = new TextToSpeechOptions
        {
            VoiceId = voice,
            Language = await SpokenAsync(asked.GetValue(_language), voice, cancellation),
            Speed = asked.GetValue(_speed) is >= Slowest and <= Fastest and var speed
                ? speed
                : throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"--speed is a factor from {Slowest} to {Fastest}.")),
        };
        var text = asked.GetValue(_text)!;
        if (asked.GetValue(_out) is { } path)
        {
            using var output = OutputFile.Reserve(path);
            var sound = await EmbeddedSpeech.OfAsync(text, options, cancellation);
            output.Write(sound);
            around.Voice.Step("saved", string.Create(CultureInfo.InvariantCulture, $"{path} ({sound.Duration.TotalSeconds:0.0} s)"));
            return 0;
        }

        var player = Player.Find(around) ?? throw new CommandException(Player.HasDevice(around)
            ? $"No player is installed. Install one with: {Player.InstallCommand}, or write a file with --out FILE.wav."
            : "There is no sound device here: write a file with --out FILE.wav.");
        await player.PlayAsync(await EmbeddedSpeech.OfAsync(text, options, cancellation), cancellation);
        return 0;
    }

    private string? Known(string? voice) => voice is null || KnownVoice.Is(voice)
        ? voice
        : throw new CommandException($"There is no voice '{voice}'; see {around.Command} voices.");

    private async Task<string?> SpokenAsync(string? language, string? voice, CancellationToken cancellation)
    {
        if (language is null)
        {
            return null;
        }

        if (!await EmbeddedTextToSpeech.SpeaksAsync(language, cancellation))
        {
            throw new CommandException($"There is no voice for --language '{language}'; {around.Command} voices lists the languages.");
        }

        return EmbeddedVoices.Find(voice) is { } named && !named.Language.Equals(language.Split('-')[0], StringComparison.OrdinalIgnoreCase)
            ? throw new CommandException($"--voice {named.Name} speaks '{named.Language}', not --language '{language}': leave one of them out, or see {around.Command} voices --language {language}.")
            : language;
    }
}
