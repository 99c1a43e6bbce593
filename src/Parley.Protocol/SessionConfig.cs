using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Protocol;

/// <summary>A session's configuration, as clients set it and as <c>session.created</c> and <c>session.updated</c> show it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RealtimeSessionConfig), "realtime")]
[JsonDerivedType(typeof(TranscriptionSessionConfig), "transcription")]
public abstract record SessionConfig
{
    /// <summary>What <c>include</c> may ask for: how sure the recogniser is of its words.</summary>
    public const string Logprobs = "item.input_audio_transcription.logprobs";

    [JsonPropertyOrder(-3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Object { get; init; }

    [JsonPropertyOrder(-2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>Unix seconds.</summary>
    [JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ExpiresAt { get; init; }

    /// <summary>Only <see cref="Logprobs"/> is defined.</summary>
    public IReadOnlyList<string>? Include { get; init; }

    [JsonIgnore]
    public abstract AudioInput Input { get; }
}

/// <summary>A conversation: listens, thinks and speaks.</summary>
public sealed record RealtimeSessionConfig(
    string? Model = null,
    IReadOnlyList<Modality>? OutputModalities = null,
    string Instructions = "",
    IReadOnlyList<Tool>? Tools = null,
    ToolChoice? ToolChoice = null,
    MaxTokens? MaxOutputTokens = null,
    JsonElement? Tracing = null,
    Truncation? Truncation = null,
    PromptTemplate? Prompt = null,
    SessionAudio? Audio = null) : SessionConfig
{
    public IReadOnlyList<Modality> OutputModalities { get; init; } = OutputModalities ?? [Modality.Audio];

    public IReadOnlyList<Tool> Tools { get; init; } = Tools ?? [];

    public ToolChoice ToolChoice { get; init; } = ToolChoice ?? ToolChoice.Auto;

    public MaxTokens MaxOutputTokens { get; init; } = MaxOutputTokens ?? MaxTokens.Infinite;

    public Truncation Truncation { get; init; } = Truncation ?? Truncation.Auto;

    public SessionAudio Audio { get; init; } = Audio ?? new();

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ParallelToolCalls { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Reasoning? Reasoning { get; init; }

    /// <summary>How freely the model chooses its words, 0.6 to 1.2. Not every dialect shows it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Temperature { get; init; }

    [JsonIgnore]
    public override AudioInput Input => Audio.Input;
}

/// <summary>Listens only: turns become transcripts, and there are no responses.</summary>
public sealed record TranscriptionSessionConfig(TranscriptionAudio? Audio = null) : SessionConfig
{
    public TranscriptionAudio Audio { get; init; } = Audio ?? new();

    [JsonIgnore]
    public override AudioInput Input => Audio.Input.Heard;
}

public sealed record SessionAudio(AudioInput? Input = null, AudioOutput? Output = null)
{
    public AudioInput Input { get; init; } = Input ?? new();

    public AudioOutput Output { get; init; } = Output ?? new();
}

public sealed record TranscriptionAudio(TranscriptionInput? Input = null)
{
    public TranscriptionInput Input { get; init; } = Input ?? new();
}

/// <summary>As <see cref="AudioInput"/>, but for turns that nothing answers.</summary>
/// <param name="Transcription">Null transcribes nothing.</param>
/// <param name="TurnDetection">Null is manual mode: the client commits.</param>
public sealed record TranscriptionInput(
    AudioFormat? Format = null, InputTranscription? Transcription = null, NoiseReduction? NoiseReduction = null, TranscriptionVad? TurnDetection = null)
{
    public AudioFormat Format { get; init; } = Format ?? AudioFormat.Pcm24000;

    /// <summary>What a session listens by.</summary>
    internal AudioInput Heard => new(
        Format, Transcription, NoiseReduction, TurnDetection is { } vad ? new ServerVad(vad.Threshold, vad.PrefixPaddingMs, vad.SilenceDurationMs) : null);
}

/// <summary>The <c>server_vad</c> of a transcription session, the only detection that it has: what is about responses is not in it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TranscriptionVad), "server_vad")]
public record TranscriptionVad(double Threshold = 0.5, int PrefixPaddingMs = 300, int SilenceDurationMs = 200);

/// <param name="TurnDetection">Null is manual mode: the client commits.</param>
public sealed record AudioInput(
    AudioFormat? Format = null, InputTranscription? Transcription = null, NoiseReduction? NoiseReduction = null, TurnDetection? TurnDetection = null)
{
    public AudioFormat Format { get; init; } = Format ?? AudioFormat.Pcm24000;
}

/// <param name="Speed">0.25 to 1.5 times the voice's own pace.</param>
public sealed record AudioOutput(AudioFormat? Format = null, Voice? Voice = null, double Speed = 1.0)
{
    public AudioFormat Format { get; init; } = Format ?? AudioFormat.Pcm24000;

    public Voice Voice { get; init; } = Voice ?? new("alloy");
}

[JsonConverter(typeof(WordConverter<Modality>))]
public enum Modality
{
    [JsonStringEnumMemberName("text")] Text,
    [JsonStringEnumMemberName("audio")] Audio,
}

/// <summary>Asks for transcripts of the user's speech.</summary>
/// <param name="Language">ISO 639-1, or null to let the engine decide.</param>
/// <param name="Prompt">Words and names to expect.</param>
public sealed record InputTranscription(string? Model = null, string? Language = null, string? Prompt = null)
{
    /// <summary>The same as <see cref="Language"/>, where clients name it in a list.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Languages { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Keywords { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TranscriptionDelay? Delay { get; init; }
}

/// <summary>How long a word waits to be sure before a delta tells it.</summary>
[JsonConverter(typeof(WordConverter<TranscriptionDelay>))]
public enum TranscriptionDelay
{
    [JsonStringEnumMemberName("minimal")] Minimal,
    [JsonStringEnumMemberName("low")] Low,
    [JsonStringEnumMemberName("medium")] Medium,
    [JsonStringEnumMemberName("high")] High,
    [JsonStringEnumMemberName("xhigh")] ExtraHigh,
}

public sealed record NoiseReduction(NoiseReductionType Type);

[JsonConverter(typeof(WordConverter<NoiseReductionType>))]
public enum NoiseReductionType
{
    [JsonStringEnumMemberName("near_field")] NearField,
    [JsonStringEnumMemberName("far_field")] FarField,
}

/// <summary>How the server decides that the user's turn is over.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ServerVad), "server_vad")]
[JsonDerivedType(typeof(SemanticVad), "semantic_vad")]
public abstract record TurnDetection(bool CreateResponse, bool InterruptResponse);

/// <summary>By silence.</summary>
/// <param name="Threshold">0 to 1: how sure the voice activity model must be.</param>
/// <param name="PrefixPaddingMs">Sound from before the speech that belongs to it.</param>
/// <param name="IdleTimeoutMs">5000 to 30000, or null for never.</param>
public sealed record ServerVad(
    double Threshold = 0.5,
    int PrefixPaddingMs = 300,
    int SilenceDurationMs = 200,
    int? IdleTimeoutMs = null,
    bool CreateResponse = true,
    bool InterruptResponse = true) : TurnDetection(CreateResponse, InterruptResponse);

/// <summary>By silence and by what was said.</summary>
public sealed record SemanticVad(
    Eagerness Eagerness = Eagerness.Auto,
    bool CreateResponse = true,
    bool InterruptResponse = true) : TurnDetection(CreateResponse, InterruptResponse);

[JsonConverter(typeof(WordConverter<Eagerness>))]
public enum Eagerness
{
    [JsonStringEnumMemberName("auto")] Auto,
    [JsonStringEnumMemberName("low")] Low,
    [JsonStringEnumMemberName("medium")] Medium,
    [JsonStringEnumMemberName("high")] High,
}

public sealed record Reasoning(ReasoningEffort? Effort = null);

[JsonConverter(typeof(WordConverter<ReasoningEffort>))]
public enum ReasoningEffort
{
    [JsonStringEnumMemberName("minimal")] Minimal,
    [JsonStringEnumMemberName("low")] Low,
    [JsonStringEnumMemberName("medium")] Medium,
    [JsonStringEnumMemberName("high")] High,
    [JsonStringEnumMemberName("xhigh")] ExtraHigh,
}

/// <summary>A stored prompt; accepted and echoed.</summary>
public sealed record PromptTemplate(string Id, string? Version = null, JsonElement? Variables = null);
