using System.Text.Json;
using Parley.Protocol;

namespace Parley.Agents;

/// <summary>How the model listens and speaks. What is null is left to the server.</summary>
public sealed record RealtimeModelSettings
{
    /// <summary>In the place of the endpoint's model.</summary>
    public string? ModelName { get; init; }

    public string? Voice { get; init; }

    /// <summary>The agent's answers as sound (with a transcript), or as text.</summary>
    public IReadOnlyList<Modality> Modalities { get; init; } = [Modality.Audio];

    public AudioFormat InputAudioFormat { get; init; } = AudioFormat.Pcm24000;

    public AudioFormat OutputAudioFormat { get; init; } = AudioFormat.Pcm24000;

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
}
