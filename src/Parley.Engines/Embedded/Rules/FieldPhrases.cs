using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>The fields of an object as one sentence: "in Oslo it is 18 degrees Celsius and sunny, and the humidity is 60 percent".</summary>
internal sealed class FieldPhrases(Tongue tongue, DateTime now)
{
    private const int Most = 6;

    private static readonly HashSet<string> Places = [.. Lists.Split("city location place town country")];
    private static readonly HashSet<string> Sky = [.. Lists.Split("condition conditions weather sky weather_condition")];
    private static readonly string[] SkyNouns = ["rain", "snow", "fog", "wind", "clouds", "showers", "drizzle", "thunderstorm", "thunderstorms", "storm", "mist", "hail"];
    private static readonly HashSet<string> Good = [.. Lists.Split("ok success successful done completed complete true")];

    private bool Russian => tongue == Tongue.Russian;

    public string Of(JsonObject fields, Subject subject)
    {
        var done = IsGood(fields["success"]) || IsGood(fields["ok"]) || (Json.Text(fields["status"]) is { } status && Good.Contains(status.ToLowerInvariant()));
        var place = fields.Where(f => Places.Contains(f.Key)).Select(f => Json.Text(f.Value)).FirstOrDefault(v => v is not null);
        var phrases = new List<string>();
        Collect(fields, subject, "", place, phrases);
        var all = Listing.And([.. phrases.Take(Most)], tongue);
        var said = place is not null && all.Length > 0 ? Russian ? $"{place}: {all}" : $"in {place} {all}" : place is not null && all.Length == 0 && !done ? place : all;
        return done ? Listing.Sentence(Russian ? "готово" : "done") + (said.Length > 0 ? " " + Listing.Sentence(said) : "") : said;
    }

    private static bool IsGood(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    private void Collect(JsonObject fields, Subject subject, string under, string? place, List<string> phrases)
    {
        var sky = Russian || under.Length > 0 ? null : fields.Select(f => f.Key).FirstOrDefault(k => (Sky.Contains(k) || (k is "description" && fields.Any(f => KeyPhrase.Of(f.Key, tongue).Words[0] is "temperature" or "temp"))) && Json.Text(fields[k]) is not null);
        var warmth = sky is null ? null : fields.Select(f => f.Key).FirstOrDefault(k => KeyPhrase.Of(k, tongue).Words[0] is "temperature" or "temp" && fields[k] is JsonValue);
        if (sky is not null) phrases.Add(Weather(warmth is null ? null : SpokenValue.Of(fields[warmth]!.AsValue(), KeyPhrase.Of(warmth, tongue), fields, tongue, now), fields[sky]!.ToString()));
        foreach (var (name, value) in fields)
        {
            var key = KeyPhrase.Of(name, tongue);
            if (key.IsUnsaid || (key.IsInternal && fields.Count > 1) || Places.Contains(name) && place is not null) continue;
            if (name == sky || name == warmth) continue;
            if (key.Words is ["status"] && Json.Text(value) is { } s && Good.Contains(s.ToLowerInvariant())) continue;
            switch (value)
            {
                case JsonValue scalar: phrases.Add(Phrase(key, under, scalar, fields, subject)); break;
                case JsonObject { Count: > 0 } inner when key.Is("address"): phrases.Add(Is(key.Label, string.Join(", ", inner.Select(i => i.Value?.ToString())))); break;
                case JsonObject inner: Collect(inner, subject, key.Is("data", "result", "current", "details") ? "" : key.Label, place, phrases); break;
                case JsonArray { Count: > 0 } list: phrases.Add(Is(key.Label, Listing.And([.. list.Take(5).Select(i => i is JsonValue v ? SpokenValue.Of(v, key, null, tongue, now) : ListPhrases.Short(i, tongue, now))], tongue), key.Label.EndsWith('s'))); break;
            }
        }
    }

    private static string Weather(string? warmth, string look)
    {
        look = look.ToLowerInvariant();
        var noun = SkyNouns.Any(n => look.EndsWith(n));
        return warmth is null ? noun ? $"there is {look}" : $"it is {look}" : noun ? $"it is {warmth} with {look}" : $"it is {warmth} and {look}";
    }

    private string Phrase(KeyPhrase key, string under, JsonValue value, JsonObject fields, Subject subject)
    {
        var label = under.Length == 0 || key.Label.Contains(under) ? key.Label : $"{under} {key.Label}";
        if (value.GetValueKind() is JsonValueKind.True or JsonValueKind.False) return Flag(key, value.GetValueKind() == JsonValueKind.True);
        var said = SpokenValue.Of(value, key, fields, tongue, now);
        if (key.Is("status", "state") && under.Length == 0 && !Russian) return $"{(subject.Head is { } head ? "the " + head : "it")} is {Adjective(said)}";
        if (!Russian && key.Unit is null && value.GetValueKind() == JsonValueKind.Number && !said.Contains(' ') && key.Words[^1] is [.., 's'] and not ("status" or "address" or "ss"))
            return said == "1" ? $"there is one {label.TrimEnd('s')}" : $"there are {said} {label}";
        return Is(label, said, key.Unit is null && key.Words[^1].EndsWith('s') && key.Words[^1] is not ("status" or "address"));
    }

    private static string Adjective(string said) => said.Length > 0 && said.Skip(1).All(c => !char.IsUpper(c)) ? char.ToLowerInvariant(said[0]) + said[1..] : said;

    private string Flag(KeyPhrase key, bool yes)
    {
        if (Russian) return $"{key.Label}: {(yes ? "да" : "нет")}";
        var words = key.Words[0] is "is" or "has" or "are" ? key.Words.Skip(1) : key.Words;
        var what = string.Join(' ', words);
        if (key.Words[0] is "has") return yes ? $"it has {what}" : $"it has no {what}";
        var adjective = key.Words[0] is "is" or "are" || what.EndsWith("ed") || what.EndsWith("ble") || what.EndsWith("en") || what is "on" or "off" or "active" or "ready" or "valid" or "full" or "empty" or "free" or "online";
        return adjective ? yes ? $"it is {what}" : $"it is not {what}" : yes ? $"{what} is included" : $"{what} is not included";
    }

    private string Is(string label, string said, bool plural = false) =>
        Russian ? said.Length > 0 && char.IsAsciiDigit(said.TrimStart('-')[0]) ? $"{label} {said}" : $"{label}: {said}" : $"the {label} {(plural ? "are" : "is")} {said}";
}
