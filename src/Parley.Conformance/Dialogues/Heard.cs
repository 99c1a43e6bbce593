using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parley.Dialogues;

/// <summary>An event as it came.</summary>
/// <param name="Kind">GA's name for it, whatever the dialect calls it.</param>
/// <param name="At">When, since the connection.</param>
internal sealed record Heard(string Kind, JsonObject Json, TimeSpan At)
{
    public bool IsDelta => Kind.EndsWith(".delta", StringComparison.Ordinal);

    /// <summary>What stands at a place such as <c>response.output[0].id</c>; null where nothing does.</summary>
    public JsonNode? this[string path] => Json.Find(path);

    /// <summary>A string that must be there.</summary>
    public string Text(string path) => TextOrNull(path) ?? throw new CheckFailedException($"{Kind}: '{path}' is no string ({this[path]?.ToJsonString() ?? "absent"})");

    public string? TextOrNull(string path) => this[path] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>A number that must be there.</summary>
    public double Number(string path) => this[path] is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        ? value.GetValue<double>()
        : throw new CheckFailedException($"{Kind}: '{path}' is no number ({this[path]?.ToJsonString() ?? "absent"})");

    public bool Has(string path)
    {
        var dot = path.LastIndexOf('.');
        return (dot < 0 ? Json : Json.Find(path[..dot])) is JsonObject holder && holder.ContainsKey(path[(dot + 1)..]);
    }
}

/// <summary>Looks into JSON by the path of a place.</summary>
internal static class JsonPlaces
{
    public static JsonNode? Find(this JsonNode? node, string path)
    {
        foreach (var step in path.Replace("[", ".[").Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            node = (node, step) switch
            {
                (JsonArray array, ['[', .. var index, ']']) => int.Parse(index) is var i && i < array.Count ? array[i] : null,
                (JsonObject members, _) => members[step],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>Puts a value at a place, and makes the objects on the way.</summary>
    public static void Put(this JsonObject into, string path, JsonNode? value)
    {
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            into = into[step] as JsonObject ?? Make(into, step);
        }

        into[steps[^1]] = value;
    }

    private static JsonObject Make(JsonObject into, string step)
    {
        var made = new JsonObject();
        into[step] = made;
        return made;
    }
}
