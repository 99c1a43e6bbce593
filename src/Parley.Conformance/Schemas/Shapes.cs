using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parley.Schemas;

/// <summary>The shapes that tables are written with.</summary>
internal static class Shapes
{
    public static Shape Null { get; } = new Leaf("null", value => value is null);

    public static Shape Anything { get; } = new Leaf("anything", _ => true);

    /// <summary>Of a field that has no place here at all.</summary>
    public static Shape Nothing { get; } = new Leaf("no such field", _ => false);

    public static Shape Text { get; } = new Leaf("a string", value => Kind(value) == JsonValueKind.String);

    public static Shape Identifier { get; } = new Leaf("a string that is not empty", value => Kind(value) == JsonValueKind.String && value!.GetValue<string>().Length > 0);

    /// <summary>Typed clients read it as an integer, and choke on <c>5.0</c>.</summary>
    public static Shape Whole { get; } = new Leaf("a whole number", value => Kind(value) == JsonValueKind.Number && value!.ToJsonString().AsSpan().IndexOfAny(".eE") < 0);

    public static Shape Number { get; } = new Leaf("a number", value => Kind(value) == JsonValueKind.Number);

    public static Shape Flag { get; } = new Leaf("true or false", value => Kind(value) is JsonValueKind.True or JsonValueKind.False);

    public static Shape Base64Sound { get; } = new Leaf("padded base64", value => Kind(value) == JsonValueKind.String && Base64.IsValid(value!.GetValue<string>()));

    public static Shape AnyObject { get; } = new Leaf("an object", value => value is JsonObject);

    public static Shape Infinity { get; } = Word("inf");

    public static Shape Word(params string[] words) =>
        new Leaf(string.Join(" or ", words.Select(word => $"'{word}'")), value => Kind(value) == JsonValueKind.String && words.Contains(value!.GetValue<string>()));

    private static JsonValueKind? Kind(JsonNode? value) => value?.GetValueKind();
}
