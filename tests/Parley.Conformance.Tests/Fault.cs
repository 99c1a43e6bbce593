using System.Text.Json.Nodes;
using Parley.Dialogues;

namespace Parley;

/// <summary>One thing that a server does wrong.</summary>
internal sealed record Fault(string Name)
{
    private static readonly Func<Func<JsonObject, IEnumerable<JsonObject>>> Honest = () => each => [each];

    /// <summary>What becomes of the events of one connection.</summary>
    public Func<Func<JsonObject, IEnumerable<JsonObject>>> Events { get; init; } = Honest;

    /// <summary>What a header of the client becomes.</summary>
    public Func<string, string, string?> Header { get; init; } = (_, value) => value;

    /// <summary>What the server is asked for, whatever the client asked.</summary>
    public string? Query { get; init; }

    /// <summary>What every HTTP request gets.</summary>
    public string Answer { get; init; } = "{}";

    /// <summary>Selects the subprotocol that carries the key.</summary>
    public bool SelectsKey { get; init; }

    public static Fault Drop(string type) => On(type, _ => []);

    public static Fault Twice(string type) => On(type, each => [each, each.DeepClone().AsObject()]);

    public static Fault Rename(string type, string to) => On(type, each => Changed(each, json => json["type"] = to));

    /// <param name="json">Instead of what stands there.</param>
    public static Fault Set(string type, string path, string json, Func<JsonObject, bool>? where = null) =>
        On(type, each => where?.Invoke(each) == false ? [each] : Changed(each, changed => changed.Put(path, JsonNode.Parse(json))));

    public static Fault Omit(string type, string path) => On(type, each => Changed(each, changed =>
    {
        var dot = path.LastIndexOf('.');
        (dot < 0 ? changed : changed.Find(path[..dot]))!.AsObject().Remove(path[(dot + 1)..]);
    }));

    /// <summary>The first comes only after the second.</summary>
    public static Fault Swap(string type, string after) => new($"swap-{type}") { Events = () => Swapping(type, after) };

    /// <summary>Says something more before events of a type.</summary>
    public static Fault Insert(string json, string before)
    {
        var count = 0;
        return On(before, each => [Fresh(json, ref count), each]);
    }

    /// <summary>The same after them.</summary>
    public static Fault Append(string json, string after)
    {
        var count = 0;
        return On(after, each => [each, Fresh(json, ref count)]);
    }

    private static Fault On(string type, Func<JsonObject, IEnumerable<JsonObject>> change) =>
        new($"at-{type}") { Events = () => each => each["type"]?.ToString() == type ? change(each) : [each] };

    private static IEnumerable<JsonObject> Changed(JsonObject json, Action<JsonObject> change)
    {
        change(json);
        return [json];
    }

    private static JsonObject Fresh(string json, ref int count)
    {
        var more = JsonNode.Parse(json)!.AsObject();
        more["event_id"] = $"event_inserted_{Interlocked.Increment(ref count)}";
        return more;
    }

    private static Func<JsonObject, IEnumerable<JsonObject>> Swapping(string type, string after)
    {
        JsonObject? held = null;
        return each =>
        {
            if (each["type"]?.ToString() == type && held is null)
            {
                held = each;
                return [];
            }

            if (each["type"]?.ToString() == after && held is { } late)
            {
                held = null;
                return [each, late];
            }

            return [each];
        };
    }
}
