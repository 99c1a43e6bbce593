using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Protocol;

/// <summary>What a server says: the GA server events of the Realtime API.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SessionCreated), "session.created")]
[JsonDerivedType(typeof(SessionUpdated), "session.updated")]
[JsonDerivedType(typeof(ErrorEvent), "error")]
[JsonDerivedType(typeof(RateLimitsUpdated), "rate_limits.updated")]
[JsonDerivedType(typeof(ConversationCreated), "conversation.created")]
[JsonDerivedType(typeof(InputAudioBufferCommitted), "input_audio_buffer.committed")]
[JsonDerivedType(typeof(InputAudioBufferCleared), "input_audio_buffer.cleared")]
[JsonDerivedType(typeof(InputAudioBufferSpeechStarted), "input_audio_buffer.speech_started")]
[JsonDerivedType(typeof(InputAudioBufferSpeechStopped), "input_audio_buffer.speech_stopped")]
[JsonDerivedType(typeof(InputAudioBufferTimeoutTriggered), "input_audio_buffer.timeout_triggered")]
[JsonDerivedType(typeof(InputAudioBufferDtmfEventReceived), "input_audio_buffer.dtmf_event_received")]
[JsonDerivedType(typeof(OutputAudioBufferStarted), "output_audio_buffer.started")]
[JsonDerivedType(typeof(OutputAudioBufferStopped), "output_audio_buffer.stopped")]
[JsonDerivedType(typeof(OutputAudioBufferCleared), "output_audio_buffer.cleared")]
[JsonDerivedType(typeof(ConversationItemAdded), "conversation.item.added")]
[JsonDerivedType(typeof(ConversationItemDone), "conversation.item.done")]
[JsonDerivedType(typeof(ConversationItemCreated), "conversation.item.created")]
[JsonDerivedType(typeof(ConversationItemRetrieved), "conversation.item.retrieved")]
[JsonDerivedType(typeof(ConversationItemDeleted), "conversation.item.deleted")]
[JsonDerivedType(typeof(ConversationItemTruncated), "conversation.item.truncated")]
[JsonDerivedType(typeof(InputAudioTranscriptionDelta), "conversation.item.input_audio_transcription.delta")]
[JsonDerivedType(typeof(InputAudioTranscriptionCompleted), "conversation.item.input_audio_transcription.completed")]
[JsonDerivedType(typeof(InputAudioTranscriptionFailed), "conversation.item.input_audio_transcription.failed")]
[JsonDerivedType(typeof(InputAudioTranscriptionSegment), "conversation.item.input_audio_transcription.segment")]
[JsonDerivedType(typeof(ResponseCreated), "response.created")]
[JsonDerivedType(typeof(ResponseDone), "response.done")]
[JsonDerivedType(typeof(ResponseOutputItemAdded), "response.output_item.added")]
[JsonDerivedType(typeof(ResponseOutputItemDone), "response.output_item.done")]
[JsonDerivedType(typeof(ResponseContentPartAdded), "response.content_part.added")]
[JsonDerivedType(typeof(ResponseContentPartDone), "response.content_part.done")]
[JsonDerivedType(typeof(ResponseOutputTextDelta), "response.output_text.delta")]
[JsonDerivedType(typeof(ResponseOutputTextDone), "response.output_text.done")]
[JsonDerivedType(typeof(ResponseOutputAudioDelta), ResponseOutputAudioDelta.Type)]
[JsonDerivedType(typeof(ResponseOutputAudioDone), "response.output_audio.done")]
[JsonDerivedType(typeof(ResponseOutputAudioTranscriptDelta), "response.output_audio_transcript.delta")]
[JsonDerivedType(typeof(ResponseOutputAudioTranscriptDone), "response.output_audio_transcript.done")]
[JsonDerivedType(typeof(ResponseFunctionCallArgumentsDelta), "response.function_call_arguments.delta")]
[JsonDerivedType(typeof(ResponseFunctionCallArgumentsDone), "response.function_call_arguments.done")]
[JsonDerivedType(typeof(ResponseMcpCallArgumentsDelta), "response.mcp_call_arguments.delta")]
[JsonDerivedType(typeof(ResponseMcpCallArgumentsDone), "response.mcp_call_arguments.done")]
[JsonDerivedType(typeof(ResponseMcpCallInProgress), "response.mcp_call.in_progress")]
[JsonDerivedType(typeof(ResponseMcpCallCompleted), "response.mcp_call.completed")]
[JsonDerivedType(typeof(ResponseMcpCallFailed), "response.mcp_call.failed")]
[JsonDerivedType(typeof(McpListToolsInProgress), "mcp_list_tools.in_progress")]
[JsonDerivedType(typeof(McpListToolsCompleted), "mcp_list_tools.completed")]
[JsonDerivedType(typeof(McpListToolsFailed), "mcp_list_tools.failed")]
[JsonDerivedType(typeof(ParleyTurnTrace), "parley.turn.trace")]
[JsonDerivedType(typeof(ParleyResponseSources), "parley.response.sources")]
public abstract record ServerEvent
{
    /// <summary>Unique in a session; on every event but <c>dtmf_event_received</c>.</summary>
    [JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EventId { get; init; }
}

public sealed record SessionCreated(SessionConfig Session) : ServerEvent;

public sealed record SessionUpdated(SessionConfig Session) : ServerEvent;

public sealed record ErrorEvent(ErrorDetails Error) : ServerEvent;

/// <summary>All five keys are always sent: strict clients read every one of them.</summary>
public sealed record ErrorDetails(string Type, string? Code, string Message, string? Param = null, string? EventId = null)
{
    public const string InvalidRequest = "invalid_request_error";
    public const string Server = "server_error";
}

public sealed record RateLimitsUpdated(IReadOnlyList<RateLimit> RateLimits) : ServerEvent;

public sealed record RateLimit(string Name, int Limit, int Remaining, double ResetSeconds);

public sealed record ConversationCreated(ConversationReference Conversation) : ServerEvent;

public sealed record ConversationReference(string Id, string Object = "realtime.conversation");

public sealed record InputAudioBufferCommitted(string? PreviousItemId, string ItemId) : ServerEvent;

public sealed record InputAudioBufferCleared : ServerEvent;

public sealed record InputAudioBufferSpeechStarted(int AudioStartMs, string ItemId) : ServerEvent;

public sealed record InputAudioBufferSpeechStopped(int AudioEndMs, string ItemId) : ServerEvent;

public sealed record InputAudioBufferTimeoutTriggered(int AudioStartMs, int AudioEndMs, string ItemId) : ServerEvent;

public sealed record InputAudioBufferDtmfEventReceived(string Event, long ReceivedAt) : ServerEvent;

public sealed record OutputAudioBufferStarted(string ResponseId) : ServerEvent;

public sealed record OutputAudioBufferStopped(string ResponseId) : ServerEvent;

public sealed record OutputAudioBufferCleared(string ResponseId) : ServerEvent;

public sealed record ConversationItemAdded(string? PreviousItemId, Item Item) : ServerEvent;

public sealed record ConversationItemDone(string? PreviousItemId, Item Item) : ServerEvent;

/// <summary>The beta's one event per item; GA sends the pair <c>added</c> and <c>done</c> instead.</summary>
public sealed record ConversationItemCreated(string? PreviousItemId, Item Item) : ServerEvent;

public sealed record ConversationItemRetrieved(Item Item) : ServerEvent;

public sealed record ConversationItemDeleted(string ItemId) : ServerEvent;

public sealed record ConversationItemTruncated(string ItemId, int ContentIndex, int AudioEndMs) : ServerEvent;

public sealed record InputAudioTranscriptionDelta(string ItemId, int ContentIndex, string Delta) : ServerEvent
{
    public IReadOnlyList<TokenLogprob>? Logprobs { get; init; }
}

/// <summary>How sure a recogniser is of a piece of a transcript.</summary>
/// <param name="Logprob">Natural logarithm of its probability.</param>
/// <param name="Bytes">The token in UTF-8.</param>
public sealed record TokenLogprob(string Token, double Logprob, IReadOnlyList<int> Bytes);

public sealed record InputAudioTranscriptionCompleted(string ItemId, int ContentIndex, string Transcript, TranscriptionUsage Usage) : ServerEvent
{
    /// <summary>Null unless <c>include</c> asks for it and the recogniser has it.</summary>
    public IReadOnlyList<TokenLogprob>? Logprobs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DetectedLanguage>? Languages { get; init; }
}

public sealed record DetectedLanguage(string Code);

public sealed record InputAudioTranscriptionFailed(string ItemId, int ContentIndex, TranscriptionError Error) : ServerEvent;

public sealed record TranscriptionError(string Type, string? Code, string Message, string? Param = null);

public sealed record InputAudioTranscriptionSegment(
    string ItemId, int ContentIndex, string Text, string Id, string Speaker, double Start, double End) : ServerEvent;

public sealed record ResponseCreated(ResponseInfo Response) : ServerEvent;

public sealed record ResponseDone(ResponseInfo Response) : ServerEvent;

public sealed record ResponseOutputItemAdded(string ResponseId, int OutputIndex, Item Item) : ServerEvent;

public sealed record ResponseOutputItemDone(string ResponseId, int OutputIndex, Item Item) : ServerEvent;

public sealed record ResponseContentPartAdded(
    string ResponseId, string ItemId, int OutputIndex, int ContentIndex, StreamedPart Part) : ServerEvent;

public sealed record ResponseContentPartDone(
    string ResponseId, string ItemId, int OutputIndex, int ContentIndex, StreamedPart Part) : ServerEvent;

public sealed record ResponseOutputTextDelta(
    string ResponseId, string ItemId, int OutputIndex, int ContentIndex, string Delta) : ServerEvent;

public sealed record ResponseOutputTextDone(
    string ResponseId, string ItemId, int OutputIndex, int ContentIndex, string Text) : ServerEvent;

/// <summary>A piece of the answer's sound, in the response's output format.</summary>
public sealed record ResponseOutputAudioDelta(
    string ResponseId, string ItemId, int OutputIndex, int ContentIndex, ReadOnlyMemory<byte> Delta) : ServerEvent
{
    public const string Type = "response.output_audio.delta";
}

public sealed record ResponseOutputAudioDone(
    string ResponseId, string ItemId, int OutputIndex, int ContentIndex) : ServerEvent;

public sealed record ResponseOutputAudioTranscriptDelta(
    string ResponseId, string ItemId, int OutputIndex, int ContentIndex, string Delta) : ServerEvent;

public sealed record ResponseOutputAudioTranscriptDone(
    string ResponseId, string ItemId, int OutputIndex, int ContentIndex, string Transcript) : ServerEvent;

public sealed record ResponseFunctionCallArgumentsDelta(
    string ResponseId, string ItemId, int OutputIndex, string CallId, string Delta) : ServerEvent;

public sealed record ResponseFunctionCallArgumentsDone(
    string ResponseId, string ItemId, int OutputIndex, string CallId, string Name, string Arguments) : ServerEvent;

public sealed record ResponseMcpCallArgumentsDelta(
    string ResponseId, string ItemId, int OutputIndex, string Delta, string? Obfuscation = null) : ServerEvent;

public sealed record ResponseMcpCallArgumentsDone(
    string ResponseId, string ItemId, int OutputIndex, string Arguments) : ServerEvent;

public sealed record ResponseMcpCallInProgress(int OutputIndex, string ItemId) : ServerEvent;

public sealed record ResponseMcpCallCompleted(int OutputIndex, string ItemId) : ServerEvent;

public sealed record ResponseMcpCallFailed(int OutputIndex, string ItemId) : ServerEvent;

public sealed record McpListToolsInProgress(string ItemId) : ServerEvent;

public sealed record McpListToolsCompleted(string ItemId) : ServerEvent;

public sealed record McpListToolsFailed(string ItemId) : ServerEvent;

/// <summary>An extension of Parley's, sent only after <c>?parley_trace=1</c> at connect: where the time of a turn went.</summary>
/// <param name="ResponseId">The response that ended the turn.</param>
/// <param name="ItemId">The user's item it answered, or null for a response to text.</param>
/// <param name="Marks">In order of time; <see cref="TraceMark.AtMs"/> counts from the first mark.</param>
public sealed record ParleyTurnTrace(string ResponseId, string? ItemId, IReadOnlyList<TraceMark> Marks) : ServerEvent;

/// <param name="Name">For example <c>speech_stopped</c>, <c>transcript</c>, <c>first_token</c>, <c>first_audio</c>.</param>
/// <param name="AtMs">Milliseconds since the first mark of the turn.</param>
public sealed record TraceMark(string Name, double AtMs);

/// <summary>An extension of Parley's, sent only after <c>?parley_sources=1</c> at connect: what the model had read when it answered.</summary>
/// <param name="ItemId">The answer's message.</param>
/// <param name="Annotations">Best first, each passage once.</param>
public sealed record ParleyResponseSources(string ResponseId, string ItemId, IReadOnlyList<Annotation> Annotations) : ServerEvent;

/// <summary>A source of an answer: a passage of a file, or a page.</summary>
/// <param name="Type"><see cref="File"/> or <see cref="Page"/>.</param>
public sealed record Annotation(string Type)
{
    public const string File = "file_citation";
    public const string Page = "url_citation";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FileId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Filename { get; init; }

    /// <summary>The passage's place in the file, from 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Chunk { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Url { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Title { get; init; }
}

/// <summary>An event of a type that this version does not know; only a client ever meets one.</summary>
public sealed record UnknownServerEvent(string Type, JsonElement Json) : ServerEvent;
