using System.Text.Json.Serialization;

namespace Parley.Protocol;

/// <summary>A response as <c>response.created</c> and <c>response.done</c> show it.</summary>
public sealed record ResponseInfo(
    string Id,
    ResponseStatus Status,
    StatusDetails? StatusDetails,
    IReadOnlyList<Item> Output,
    string? ConversationId,
    IReadOnlyList<Modality> OutputModalities,
    MaxTokens MaxOutputTokens,
    ResponseAudio Audio,
    Usage? Usage,
    IReadOnlyDictionary<string, string>? Metadata)
{
    [JsonPropertyOrder(-1)]
    public string Object { get; init; } = "realtime.response";

    /// <summary>Not every dialect shows it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Temperature { get; init; }
}

[JsonConverter(typeof(WordConverter<ResponseStatus>))]
public enum ResponseStatus
{
    [JsonStringEnumMemberName("in_progress")] InProgress,
    [JsonStringEnumMemberName("completed")] Completed,
    [JsonStringEnumMemberName("cancelled")] Cancelled,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("incomplete")] Incomplete,
}

/// <param name="Type">The status again.</param>
/// <param name="Reason"><c>turn_detected</c>, <c>client_cancelled</c>, <c>max_output_tokens</c> or <c>content_filter</c>.</param>
public sealed record StatusDetails(
    ResponseStatus Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StatusError? Error = null);

public sealed record StatusError(string Type, string? Code, string Message);

public sealed record ResponseAudio(ResponseAudioOutput Output);

public sealed record ResponseAudioOutput(AudioFormat Format, Voice Voice);

/// <summary>What <c>response.create</c> may ask for; what is absent is taken from the session.</summary>
public sealed record ResponseParams
{
    /// <summary><c>auto</c> (also <c>default</c>), or <c>none</c> for a response outside the conversation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Conversation { get; init; }

    /// <summary>Replaces the conversation as context; an empty list is an empty context.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Item>? Input { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Modality>? OutputModalities { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Instructions { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Tool>? Tools { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ToolChoice? ToolChoice { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ParallelToolCalls { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Reasoning? Reasoning { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MaxTokens? MaxOutputTokens { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PromptTemplate? Prompt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResponseParamsAudio? Audio { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Temperature { get; init; }

    [JsonIgnore]
    public bool IsOutOfBand => Conversation == "none";
}

public sealed record ResponseParamsAudio(ResponseParamsAudioOutput? Output = null);

public sealed record ResponseParamsAudioOutput(AudioFormat? Format = null, Voice? Voice = null);
