using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parley.Protocol;

/// <summary>Reads a client event from JSON in GA's words, or says precisely what is wrong with it.</summary>
public static class ClientEventReader
{
    private const int LongestEventId = 512;
    private const int DeepestNesting = 64;

    private static readonly JsonDocumentOptions Document = new() { AllowDuplicateProperties = false, MaxDepth = DeepestNesting };

    /// <summary>Takes a message for what it must at least be: a JSON object.</summary>
    /// <exception cref="InvalidRequestException">It is not JSON (<c>invalid_json</c>) or not an object (<c>invalid_event</c>).</exception>
    public static JsonObject Parse(ReadOnlySpan<byte> message) => Event(ParseAny(message));

    /// <summary>Takes JSON for what an event must at least be: an object.</summary>
    /// <exception cref="InvalidRequestException">It is something else (<c>invalid_event</c>).</exception>
    public static JsonObject Event(JsonNode? json) =>
        json as JsonObject ?? throw new InvalidRequestException("invalid_event", "Invalid event: expected a JSON object with a 'type'.");

    /// <summary>Takes a message for JSON of any kind.</summary>
    /// <exception cref="InvalidRequestException">It is none (<c>invalid_json</c>).</exception>
    public static JsonNode? ParseAny(ReadOnlySpan<byte> message)
    {
        try
        {
            return JsonNode.Parse(message, documentOptions: Document);
        }
        catch (JsonException notJson)
        {
            var at = notJson is { LineNumber: { } line, BytePositionInLine: { } column } ? $" at line {line + 1}, byte {column + 1}" : "";
            throw new InvalidRequestException("invalid_json", $"Invalid JSON{at}. Expected one JSON object, nested at most {DeepestNesting} deep, in which no name comes twice.");
        }
    }

    /// <summary>The event's own name, where it has a usable one.</summary>
    public static string? EventIdOf(JsonObject message) =>
        message["event_id"] is JsonValue value && value.TryGetValue<string>(out var id) && id.Length <= LongestEventId ? id : null;

    /// <summary>The event's <c>type</c>.</summary>
    /// <exception cref="InvalidRequestException">There is none, or it names no client event.</exception>
    public static string TypeOf(JsonObject message)
    {
        if (message["type"] is not JsonValue value || !value.TryGetValue<string>(out var type))
        {
            throw new InvalidRequestException("invalid_event", "Invalid event: 'type' is missing. Expected a string that names a client event.", "type");
        }

        return ProtocolJson.ClientEventNames.Contains(type)
            ? type
            : throw InvalidRequestException.Unsupported("type", type, ProtocolJson.ClientEventNames);
    }

    /// <exception cref="InvalidRequestException">What is wrong, where, and what would be right.</exception>
    public static ClientEvent Read(JsonObject message)
    {
        TypeOf(message);
        if (message["event_id"] is not null && EventIdOf(message) is null)
        {
            throw message["event_id"]!.GetValueKind() is var kind and not JsonValueKind.String
                ? InvalidRequestException.WrongType("event_id", "a string", Mistake.KindOf(kind))
                : InvalidRequestException.InvalidValue("event_id", $"Invalid 'event_id': expected at most {LongestEventId} characters.");
        }

        return Convert<ClientEvent>(message, path: "");
    }

    /// <summary>Reads a value of the protocol strictly.</summary>
    /// <param name="path">Where the value stands, as errors will name it.</param>
    /// <exception cref="InvalidRequestException">What is wrong, where, and what would be right.</exception>
    internal static T Convert<T>(JsonNode? node, string path)
        where T : class
    {
        var type = ProtocolJson.Strict.TypeInfo<T>();
        if (Mistake.Find(node, type, path) is { } mistake)
        {
            throw mistake;
        }

        return node.Deserialize(type) ?? throw InvalidRequestException.Missing(path);
    }
}
