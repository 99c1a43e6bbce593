using System.Text.Json.Nodes;

namespace Parley;

/// <summary>Looks into events.</summary>
internal static class Events
{
    public static string Type(this JsonObject each) => each["type"]!.GetValue<string>();

    public static string Text(this JsonObject each, string member) => each[member]!.GetValue<string>();

    public static string? ErrorCode(this JsonObject each) => (string?)each["error"]!["code"];

    public static IEnumerable<string> Types(this IEnumerable<JsonObject> events) => events.Select(Type);

    public static JsonObject The(this IEnumerable<JsonObject> events, string type) => events.Single(each => each.Type() == type);

    public static string Joined(this IEnumerable<JsonObject> events, string type) =>
        string.Concat(events.Where(each => each.Type() == type).Select(each => each.Text("delta")));

    public static int SoundBytes(this IEnumerable<JsonObject> events, string type) =>
        events.Where(each => each.Type() == type).Sum(each => Convert.FromBase64String(each.Text("delta")).Length);
}
