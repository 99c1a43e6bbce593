using System.Text.Json;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Agents;

/// <summary>How the model listens and speaks. What is null is left to the server.</summary>
public sealed record RealtimeModelSettings
{
    private static readonly AudioFormat YandexSound = new(AudioFormat.Pcm, 44100);

    /// <summary>In the place of the endpoint's model.</summary>
    public string? ModelName { get; init; }

    public string? Voice { get; init; }

    /// <summary>The agent's answers as sound (with a transcript), or as text; null for sound.</summary>
    public IReadOnlyList<Modality>? Modalities { get; init; }

    public AudioFormat InputAudioFormat { get; init; } = AudioFormat.Pcm24000;

    /// <summary>Null for PCM at 24 kHz, and at 44.1 kHz from Yandex, which has no other.</summary>
    public AudioFormat? OutputAudioFormat { get; init; }

    /// <summary>Transcripts of what the person says; without them neither history nor guardrails know it.</summary>
    public InputTranscription? InputAudioTranscription { get; init; } = new("gpt-4o-mini-transcribe");

    public NoiseReduction? InputAudioNoiseReduction { get; init; }

    /// <summary>How the server finds the end of a turn; null for never: the application commits.</summary>
    public TurnDetection? TurnDetection { get; init; } = new ServerVad(SilenceDurationMs: 500);

    public ToolChoice? ToolChoice { get; init; }

    /// <summary>0.25 to 1.5.</summary>
    public double? Speed { get; init; }

    public double? Temperature { get; init; }

    public MaxTokens? MaxOutputTokens { get; init; }

    /// <summary>As the Realtime API has it: <c>"auto"</c>, or an object.</summary>
    public JsonElement? Tracing { get; init; }

    /// <summary>Members of <c>session</c> to send besides, or in the place of those above; as the protocol spells them in GA.</summary>
    public JsonElement? Session { get; init; }

    /// <summary>The same with what a service has instead of what was left open.</summary>
    public RealtimeModelSettings For(DialectName dialect) => this with
    {
        Modalities = Modalities ?? (dialect == DialectName.Yandex ? [Modality.Text, Modality.Audio] : [Modality.Audio]),
        OutputAudioFormat = OutputAudioFormat ?? (dialect == DialectName.Yandex ? YandexSound : AudioFormat.Pcm24000),
    };
}
