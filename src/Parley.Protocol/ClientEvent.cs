using System.Text.Json.Serialization;

namespace Parley.Protocol;

/// <summary>What a client says: the GA client events of the Realtime API, and what could not be read as one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SessionUpdate), "session.update")]
[JsonDerivedType(typeof(InputAudioBufferAppend), InputAudioBufferAppend.Type)]
[JsonDerivedType(typeof(InputAudioBufferCommit), "input_audio_buffer.commit")]
[JsonDerivedType(typeof(InputAudioBufferClear), "input_audio_buffer.clear")]
[JsonDerivedType(typeof(OutputAudioBufferClear), "output_audio_buffer.clear")]
[JsonDerivedType(typeof(ConversationItemCreate), "conversation.item.create")]
[JsonDerivedType(typeof(ConversationItemRetrieve), "conversation.item.retrieve")]
[JsonDerivedType(typeof(ConversationItemTruncate), "conversation.item.truncate")]
[JsonDerivedType(typeof(ConversationItemDelete), "conversation.item.delete")]
[JsonDerivedType(typeof(ResponseCreate), "response.create")]
[JsonDerivedType(typeof(ResponseCancel), "response.cancel")]
[JsonDerivedType(typeof(Unreadable), Unreadable.Type)]
public abstract record ClientEvent
{
    /// <summary>The client's own name for the event, echoed in an <c>error</c> that it causes.</summary>
    [JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EventId { get; init; }
}

public sealed record SessionUpdate(SessionPatch Session) : ClientEvent;

/// <summary>Sound from the client, in the session's input format.</summary>
public sealed record InputAudioBufferAppend(ReadOnlyMemory<byte> Audio) : ClientEvent
{
    public const string Type = "input_audio_buffer.append";
}

public sealed record InputAudioBufferCommit : ClientEvent;

public sealed record InputAudioBufferClear : ClientEvent;

/// <summary>Only WebRTC and SIP sessions have an output buffer on the server's side.</summary>
public sealed record OutputAudioBufferClear : ClientEvent;

public sealed record ConversationItemCreate(Item Item, string? PreviousItemId = null) : ClientEvent;

public sealed record ConversationItemRetrieve(string ItemId) : ClientEvent;

public sealed record ConversationItemTruncate(string ItemId, int ContentIndex, int AudioEndMs) : ClientEvent;

public sealed record ConversationItemDelete(string ItemId) : ClientEvent;

public sealed record ResponseCreate(ResponseParams? Response = null) : ClientEvent;

public sealed record ResponseCancel(string? ResponseId = null) : ClientEvent;

/// <summary>A message that is no client event; never on the wire, but in a session's recording like everything it was sent.</summary>
public sealed record Unreadable(string? Code, string Message, string? Param) : ClientEvent
{
    public const string Type = "parley.unreadable";

    public static Unreadable From(InvalidRequestException mistake, string? eventId) =>
        new(mistake.Code, mistake.Message, mistake.Param) { EventId = eventId };
}
