using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Protocol;

namespace Parley.Dialects;

/// <summary>Reads what servers say, as leniently as a client must that is older than its server.</summary>
internal static class ServerEventReader
{
    /// <summary>An event of a type that is known in GA's words after <paramref name="toGa"/>; otherwise an <see cref="UnknownServerEvent"/>.</summary>
    /// <param name="type">As the server spelled it.</param>
    public static ServerEvent? Read(ReadOnlySpan<byte> message, string type, Action<JsonObject> toGa)
    {
        try
        {
            var json = JsonNode.Parse(message)!.AsObject();
            toGa(json);
            if (ProtocolJson.IsServerEvent(json.TextOf("type")!) && json.Deserialize(ProtocolJson.Lenient.TypeInfo<ServerEvent>()) is { } known
                && !IsHollow(known))
            {
                return known;
            }
        }
        catch (Exception surprising) when (IsSurprise(surprising))
        {
            // known by name, but not in this shape: the application gets the JSON, below
        }

        return Unknown(message, type);
    }

    /// <summary>A piece of sound, which is read without the detour through a tree.</summary>
    public static ServerEvent? AudioDelta(ReadOnlySpan<byte> message, string type)
    {
        try
        {
            return JsonSerializer.Deserialize(message, ProtocolJson.Lenient.TypeInfo<ResponseOutputAudioDelta>());
        }
        catch (Exception surprising) when (IsSurprise(surprising))
        {
            return Unknown(message, type);
        }
    }

    private static UnknownServerEvent? Unknown(ReadOnlySpan<byte> message, string type)
    {
        try
        {
            var reader = new Utf8JsonReader(message);
            var json = JsonElement.ParseValue(ref reader);
            var eventId = json.TryGetProperty("event_id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
            return new(type, json) { EventId = eventId };
        }
        catch (Exception broken) when (IsSurprise(broken))
        {
            return null;
        }
    }

    // lenient reading leaves null what is missing: without its one object, an event says nothing
    private static bool IsHollow(ServerEvent serverEvent) => serverEvent is
        ErrorEvent { Error: null } or SessionCreated { Session: null } or SessionUpdated { Session: null }
        or ResponseCreated { Response: null } or ResponseDone { Response: null }
        or ConversationItemAdded { Item: null } or ConversationItemDone { Item: null } or ConversationItemCreated { Item: null }
        or ConversationItemRetrieved { Item: null } or ResponseOutputItemAdded { Item: null } or ResponseOutputItemDone { Item: null }
        or ResponseContentPartAdded { Part: null } or ResponseContentPartDone { Part: null };

    // FormatException: a number or base64 that is none; InvalidOperationException: half a character; ArgumentException: a name twice
    private static bool IsSurprise(Exception exception) =>
        exception is JsonException or InvalidRequestException or FormatException or InvalidOperationException or ArgumentException or NotSupportedException;
}
