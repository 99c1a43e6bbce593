using System.Text.Json.Nodes;
using Parley.Protocol;

namespace Parley.Dialects;

/// <summary>The values that the beta words differently.</summary>
internal static class Wordings
{
    private static readonly (string Beta, string Ga)[] FormatNames =
        [("pcm16", AudioFormat.Pcm), ("g711_ulaw", AudioFormat.Pcmu), ("g711_alaw", AudioFormat.Pcma)];

    /// <summary><c>g711_ulaw</c> for <c>{"type":"audio/pcmu"}</c>.</summary>
    public static readonly Wording Format = new(FormatToGa, FormatFromGa);

    /// <summary>The beta lists both modalities where GA lists <c>audio</c>, of which text is a part.</summary>
    public static readonly Wording Modalities = new(
        (node, param) => Names(node) switch
        {
            ["text", "audio"] or ["audio", "text"] => new JsonArray("audio"),
            [] or ["audio"] => throw InvalidRequestException.InvalidValue(param, $"Invalid '{param}'. Supported combinations are: ['text'] and ['text', 'audio']."),
            _ => node,
        },
        node => Names(node) is ["audio"] ? new JsonArray("text", "audio") : node);

    private static JsonNode? FormatToGa(JsonNode? node, string param)
    {
        if (node is not JsonValue value || !value.TryGetValue<string>(out var name))
        {
            return node; // an object is GA's own wording, and the rest is for the reader to name
        }

        return FormatNames.FirstOrDefault(each => each.Beta == name).Ga switch
        {
            null => throw InvalidRequestException.Unsupported(param, name, FormatNames.Select(each => each.Beta)),
            AudioFormat.Pcm => new JsonObject { ["type"] = AudioFormat.Pcm, ["rate"] = AudioFormat.Pcm24000.SampleRate },
            var type => new JsonObject { ["type"] = type },
        };
    }

    private static JsonNode? FormatFromGa(JsonNode? node) =>
        node?["type"]?.GetValue<string>() is { } type && FormatNames.FirstOrDefault(each => each.Ga == type).Beta is { } name ? JsonValue.Create(name) : node;

    private static string?[]? Names(JsonNode? node) => node is JsonArray array
        ? [.. array.Select(each => each is JsonValue value && value.TryGetValue<string>(out var name) ? name : null)]
        : null;
}
