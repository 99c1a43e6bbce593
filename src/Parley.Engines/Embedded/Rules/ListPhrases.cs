using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>A list as it is said: how many, and the first of them shortly.</summary>
internal sealed class ListPhrases(Tongue tongue, DateTime now)
{
    private const int Most = 5;
    private const int Attributes = 3;

    private static readonly string[] Titles = ["name", "title", "label", "description", "subject", "summary", "merchant", "item", "product", "day", "date", "time"];

    public string Of(JsonArray list, string? noun, bool found)
    {
        var items = list.Take(Most).Select(i => Short(i, tongue, now)).Where(s => s.Length > 0).ToList();
        var more = list.Count - items.Count;
        if (more > 0) items.Add(tongue == Tongue.Russian ? $"и ещё {more}" : $"and {more} more");
        if (noun is null && more <= 0 && list.All(i => i?.GetValueKind() == JsonValueKind.Number))
            return tongue == Tongue.Russian ? $"Результат: {Listing.And(items, tongue)}." : $"The results are {Listing.And(items, tongue)}.";
        var simple = list.All(i => i is JsonValue);
        var said = simple && more <= 0 ? Listing.And(items, tongue) : string.Join(simple ? ", " : "; ", items);
        if (tongue == Tongue.Russian) return $"{(found ? "Нашлось" : "Всего")} {list.Count}: {said}.";
        var named = noun is null ? "" : $" {(list.Count == 1 ? noun.TrimEnd('s') : noun)}";
        return found ? $"I found {list.Count}{named}: {said}." : $"There {(list.Count == 1 ? "is" : "are")} {list.Count}{named}: {said}.";
    }

    /// <summary>One thing of a list: its name and a few of its values.</summary>
    public static string Short(JsonNode? item, Tongue tongue, DateTime now)
    {
        if (item is JsonValue value) return SpokenValue.Of(value, KeyPhrase.Of("item", tongue), null, tongue, now);
        if (item is not JsonObject fields) return "";
        var title = Titles.FirstOrDefault(t => fields[t] is JsonValue);
        var parts = new List<string>();
        if (title is not null) parts.Add(fields[title]!.ToString());
        foreach (var (name, node) in fields)
        {
            var key = KeyPhrase.Of(name, tongue);
            if (name == title || node is not JsonValue scalar || key.IsUnsaid || key.IsInternal || parts.Count > Attributes) continue;
            parts.Add(Attribute(key, scalar, fields, tongue, now));
        }
        return string.Join(", ", parts);
    }

    private static string Attribute(KeyPhrase key, JsonValue value, JsonObject fields, Tongue tongue, DateTime now)
    {
        if (value.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            return (value.GetValueKind() == JsonValueKind.True, tongue) switch { (true, _) => key.Label, (false, Tongue.English) => "not " + key.Label, _ => "не " + key.Label };
        var said = SpokenValue.Of(value, key, fields, tongue, now);
        if (tongue == Tongue.English && key.Words[^1] is "time" && said.Contains(':')) return "at " + said;
        var speaksForItself = !said.All(c => char.IsAsciiDigit(c) || c == '.') && (value.GetValueKind() == JsonValueKind.Number || key.Words[^1] is "date" or "status" or "city" or "airline" or "location" or "address" or "category" or "currency");
        return speaksForItself ? said : $"{key.Label} {said}";
    }
}
