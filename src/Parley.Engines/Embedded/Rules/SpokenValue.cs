using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>A JSON value as it is said.</summary>
internal static class SpokenValue
{
    private static readonly HashSet<string> Money = [.. Lists.Split("price amount total balance cost fee sum payment due limit budget subtotal tax available")];

    public static string Of(JsonValue value, KeyPhrase key, JsonObject? beside, Tongue tongue, DateTime now)
    {
        if (value.GetValueKind() == JsonValueKind.Number)
        {
            var number = Number(value);
            var unit = key.Unit ?? Beside(key, beside);
            return key.IsCode ? Counting.Signs(number) : unit?.After(number, tongue) ?? (tongue == Tongue.Russian ? number.Replace('.', ',') : number);
        }
        if (value.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            return (value.GetValueKind() == JsonValueKind.True, tongue) switch { (true, Tongue.English) => "yes", (false, Tongue.English) => "no", (true, _) => "да", _ => "нет" };
        return Text(value.ToString(), key, tongue, now);
    }

    public static string Number(JsonValue value) =>
        decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.####", CultureInfo.InvariantCulture) : value.ToJsonString();

    private static Unit? Beside(KeyPhrase key, JsonObject? beside)
    {
        if (beside is null) return null;
        if (key.Words.Any(Money.Contains) && Json.Text(beside["currency"]) is { } currency) return Units.Named(currency) ?? new Unit(currency, currency, currency, currency, currency);
        return key.Words.Any(w => w is "temperature" or "temp" or "low" or "high" or "value" or "speed" or "distance" or "weight" or "height" or "pressure" or "duration") ? Units.Named(Json.Text(beside["unit"]) ?? Json.Text(beside["units"])) : null;
    }

    private static string Text(string text, KeyPhrase key, Tongue tongue, DateTime now)
    {
        text = text.Trim().TrimEnd('.');
        if (key.IsCode && text.Any(char.IsAsciiDigit) && !text.Contains(' ')) return Counting.Signs(text);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return Clock.Date(date, now, tongue);
        if (text.Length >= 16 && text[4] == '-' && text[10] == 'T' && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment))
            return Clock.Date(DateOnly.FromDateTime(moment), now, tongue) + (tongue == Tongue.Russian ? $" в {moment:HH:mm}" : $" at {Clock.Hour(TimeOnly.FromDateTime(moment))}");
        if (tongue == Tongue.English && TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return Clock.Hour(time);
        return text.Contains('_') && !text.Contains(' ') ? text.Replace('_', ' ') : text;
    }
}
