using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

/// <summary>Between JSON and the loose values of function calls and results.</summary>
internal static class Json
{
    /// <summary>The arguments of a call as an object; empty where there are none.</summary>
    public static JsonObject Arguments(FunctionCallContent call) =>
        call.Arguments is null ? [] : Node(call.Arguments) as JsonObject ?? [];

    /// <summary>The values that a call carries, each a <see cref="JsonElement"/>.</summary>
    public static Dictionary<string, object?> Values(JsonObject arguments)
    {
        using var document = JsonDocument.Parse(arguments.ToJsonString());
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value.Clone(), StringComparer.Ordinal);
    }

    /// <summary>A result as JSON: a string that holds JSON is parsed, any other string stays a string.</summary>
    public static JsonNode? Parse(object? result)
    {
        var node = result as JsonNode ?? (result is null ? null : result is string text ? JsonValue.Create(text) : Node(result));
        if (node is not JsonValue value || !value.TryGetValue<string>(out var inner)) return node;
        try
        {
            return JsonNode.Parse(inner);
        }
        catch (JsonException)
        {
            return node; // plain words, to be read as they are
        }
    }

    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonNode? Node(object value) => JsonSerializer.SerializeToNode(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()));
}
