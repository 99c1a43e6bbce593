namespace Parley.Embedded.Rules;

/// <summary>Lengths of time in a text: "twenty minutes", "an hour and a half", "полчаса".</summary>
internal static class Durations
{
    public static IReadOnlyList<Found<TimeSpan>> In(Utterance text)
    {
        var found = new List<Found<TimeSpan>>();
        for (var i = 0; i < text.Count; i++)
        {
            if (At(text, i) is not { } first) continue;
            var total = first;
            var next = text.LowerAt(total.Last + 1) is "and" or "и" ? total.Last + 2 : total.Last + 1;
            if (next < text.Count && At(text, next) is { } more && more.Value < first.Value) total = new(i, more.Last, first.Value + more.Value);
            else if (text.IndexOf("and a half", total.Last + 1) == total.Last + 1) total = new(i, total.Last + 3, first.Value * 1.5);
            found.Add(total);
            i = total.Last;
        }
        return found;
    }

    private static Found<TimeSpan>? At(Utterance text, int i)
    {
        if (text.LowerAt(i) is "полчаса") return new(i, i, TimeSpan.FromMinutes(30));
        if (text.LowerAt(i) is "half" && text.LowerAt(i + 1) is "an" && text.LowerAt(i + 2) is "hour") return new(i, i + 2, TimeSpan.FromMinutes(30));
        if (text.LowerAt(i) is "a" or "an" or "one" && Unit(text.LowerAt(i + 1)) is { } one) return new(i, i + 1, one);
        if (i < text.Count && Numbers.At(text, i) is { } n && Unit(text.LowerAt(n.Last + 1)) is { } unit) return new(i, n.Last + 1, unit * (double)n.Value);
        return text.LowerAt(i) is "минуту" or "час" && i > 0 && text.LowerAt(i - 1) is "на" or "через" ? new(i, i, Unit(text.LowerAt(i))!.Value) : null;
    }

    private static TimeSpan? Unit(string word) => word switch
    {
        "second" or "seconds" or "секунд" or "секунды" or "секунду" => TimeSpan.FromSeconds(1),
        "minute" or "minutes" or "минут" or "минуты" or "минуту" => TimeSpan.FromMinutes(1),
        "hour" or "hours" or "час" or "часа" or "часов" => TimeSpan.FromHours(1),
        "day" or "days" or "день" or "дня" or "дней" => TimeSpan.FromDays(1),
        "week" or "weeks" or "неделю" or "недели" or "недель" => TimeSpan.FromDays(7),
        _ => null,
    };
}
