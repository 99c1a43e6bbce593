using Parley.Agents;
using Parley.Dialects;
using Parley.Protocol;
using Parley.Sounds;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>A live talk as it was asked for.</summary>
/// <param name="TurnDetection">Null where the client ends turns.</param>
internal sealed record TalkOrder(SoundChoice Sounds, TurnDetection? TurnDetection)
{
    public IReadOnlyList<string> McpServers { get; init; } = [];

    public string? Log { get; init; }

    public string? Record { get; init; }

    public bool IsPushToTalk { get; init; }

    public bool Interrupts { get; init; } = true;

    /// <summary>A file with session settings.</summary>
    public string? Session { get; init; }

    public AudioFormat Input { get; init; } = AudioFormat.Pcm24000;

    /// <summary>Null for what the service has.</summary>
    public AudioFormat? Output { get; init; }

    public DialectName Dialect { get; init; } = DialectName.Ga;

    /// <summary>What the model is asked for.</summary>
    /// <param name="file">Goes over it.</param>
    /// <exception cref="CommandException">Nobody would end a turn, or nothing could be recorded.</exception>
    public RealtimeModelSettings Settings(string? voice, SessionFile? file)
    {
        var own = new RealtimeModelSettings
        {
            Voice = voice,
            InputAudioFormat = Input,
            OutputAudioFormat = Output,
            TurnDetection = TurnDetection,
        }.For(Dialect);
        var settings = file?.Over(own) ?? own;
        if (settings.TurnDetection is null && Sounds.HasMicrophone && !IsPushToTalk)
        {
            throw new CommandException("Nothing would end a turn of the microphone: give --push-to-talk, or turn detection.");
        }

        if (IsPushToTalk && settings.TurnDetection is not null)
        {
            throw new CommandException($"{Session} asks for turn detection, and --push-to-talk has none.");
        }

        if (Record is not null && settings.InputAudioFormat.SampleRate != settings.OutputAudioFormat!.SampleRate)
        {
            throw new CommandException("--record needs one rate for both sides: give --rate.");
        }

        return settings;
    }

    /// <summary>How it is held.</summary>
    public TalkManner Manner(RealtimeModelSettings settings) =>
        new(settings.TurnDetection is null, IsPushToTalk, settings.TurnDetection?.InterruptResponse ?? Interrupts, Sounds.Input is not null, Sounds is { Input: null, HasMicrophone: false })
        {
            Silence = TimeSpan.FromMilliseconds(settings.TurnDetection is ServerVad { SilenceDurationMs: var ms } ? ms : 0),
        };
}
