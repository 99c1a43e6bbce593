namespace Parley.Embedded.Rules;

/// <summary>
/// Times of day in a text. A bare hour from one to six is an afternoon hour, and up to eleven an evening hour where
/// the text speaks of the evening or of dinner; with "morning", "alarm" or "wake" it is taken as said.
/// </summary>
internal static class Times
{
    private static readonly string[] Evening = ["tonight", "evening", "dinner", "supper", "table", "afternoon", "вечером", "вечера", "столик", "ужин"];
    private static readonly string[] Morning = ["morning", "alarm", "wake", "wakeup", "breakfast", "утра", "утром", "будильник", "разбуди"];

    // about: what the time is for, as a table is for the evening and an alarm for the morning
    public static IReadOnlyList<Found<TimeOnly>> In(Utterance text, string about = "")
    {
        var setting = Utterance.Of(text.Text + " , " + about);
        var found = new List<Found<TimeOnly>>();
        for (var i = 0; i < text.Count; i++)
            if (At(text, i, setting) is { } time)
            {
                found.Add(time);
                i = time.Last;
            }
        return found;
    }

    private static Found<TimeOnly>? At(Utterance text, int i, Utterance setting) =>
        Named(text, i) ?? Colon(text, i) ?? Glued(text, i) ?? Relative(text, i, setting) ?? Hour(text, i, setting);

    private static Found<TimeOnly>? Named(Utterance text, int i) => text[i].Lower switch
    {
        "noon" or "midday" or "полдень" => new(i, i, new TimeOnly(12, 0)),
        "midnight" or "полночь" => new(i, i, new TimeOnly(0, 0)),
        _ => null,
    };

    private static Found<TimeOnly>? Colon(Utterance text, int i)
    {
        var parts = text[i].Lower.Split(':');
        return parts.Length == 2 && int.TryParse(parts[0], out var hour) && int.TryParse(parts[1], out var minute)
            ? Halved(text, i, i, hour, minute, null) : null;
    }

    // "5pm", "5:30pm" comes as "5:30" "pm"
    private static Found<TimeOnly>? Glued(Utterance text, int i)
    {
        var word = text[i].Lower;
        if (word.Length < 3 || word[^2..] is not ("am" or "pm") || !int.TryParse(word[..^2], out var hour) || hour is < 1 or > 12) return null;
        return new(i, i, new TimeOnly((hour % 12) + (word[^2] == 'p' ? 12 : 0), 0));
    }

    private static Found<TimeOnly>? Relative(Utterance text, int i, Utterance setting)
    {
        if (text[i].Lower is "половине" or "пол" or "половину" && NumberWords.Ordinals.TryGetValue(text.LowerAt(i + 1), out var half) && half <= 12)
            return Halved(text, i, i + 1, half - 1 is 0 ? 12 : half - 1, 30, setting);
        if (text[i].Lower is "без" && Minutes(text, i + 1) is { } less && HourAt(text, less.Last + 1) is { } coming)
            return Halved(text, i, coming.Last, coming.Value == 1 ? 12 : coming.Value - 1, 60 - less.Value, setting);
        if (Minutes(text, i) is not { } minutes) return null;
        var joint = minutes.Last + 1;
        if (text.LowerAt(joint) is "minutes" or "minute") joint++;
        if (text.LowerAt(joint) is not ("past" or "after" or "to" or "till" or "before") || HourAt(text, joint + 1) is not { } hour) return null;
        return text.LowerAt(joint) is "past" or "after"
            ? Halved(text, i, hour.Last, hour.Value, minutes.Value, setting)
            : Halved(text, i, hour.Last, hour.Value == 1 ? 12 : hour.Value - 1, 60 - minutes.Value, setting);
    }

    private static Found<int>? Minutes(Utterance text, int i)
    {
        var at = text.LowerAt(i) is "a" ? i + 1 : i;
        if (text.LowerAt(at) is "half") return new(i, at, 30);
        if (text.LowerAt(at) is "quarter" or "четверти") return new(i, at, 15);
        return at == i && i < text.Count && Numbers.At(text, i) is { Value: 5 or 10 or 20 or 25 or 15 } n ? new(i, n.Last, (int)n.Value) : null;
    }

    private static Found<int>? HourAt(Utterance text, int i) =>
        i < text.Count && Numbers.At(text, i) is { Value: >= 0 and <= 24 } n && n.Value == Math.Floor(n.Value) ? new(i, n.Last, (int)n.Value)
        : NumberWords.Cardinals.TryGetValue(text.LowerAt(i), out var hour) && hour <= 12 ? new(i, i, hour)
        : text.LowerAt(i) is "час" ? new(i, i, 1) : null;

    // a bare number is an hour only after "at", or before "o'clock", "pm", "in the evening", "часов"
    private static Found<TimeOnly>? Hour(Utterance text, int i, Utterance setting)
    {
        if (HourAt(text, i) is not { } hour || hour.Value == 24) return null;
        var (last, minute, marked) = (hour.Last, 0, false);
        if (text.LowerAt(last + 1) is "o'clock" or "oclock" or "часов" or "часа" or "час") (last, marked) = (last + 1, true);
        if (last + 1 < text.Count && !text[last].EndsClause && NextMinute(text, last + 1) is { } m) (last, minute) = (m.Last, m.Value);
        var half = Half(text, last + 1);
        var led = text.LowerAt(i - 1) is "at" or "around" or "until" or "till" or "by" or "в" or "к" or "на" or "около" or "до" or "с";
        if (text.LowerAt(last + 1) is "people" or "persons" or "guests" or "percent" or "degrees" or "dollars" or "человек" or "градусов" or "градуса" or "процентов" or "рублей" or "минут") return null;
        if (CalendarWords.Month(text.LowerAt(last + 1)) is not null) return null;
        var sure = half is not null || (marked && (led || text.Tongue == Tongue.English)) || (text.LowerAt(i - 1) is "at" or "around" or "до" or "к" or "в" or "на" && IsHourContext(text, i, last)) || ((led || text.LowerAt(i - 1) is "for") && minute > 0);
        return sure ? Halved(text, i, last, hour.Value, minute, hour.Value > 12 ? null : setting) : null;
    }

    private static bool IsHourContext(Utterance text, int i, int last) =>
        text.LowerAt(i - 1) is not "на" && (last + 1 >= text.Count || text[last].EndsClause || StopWords.All.Contains(text.LowerAt(last + 1)) || StopWords.Borders.Contains(text.LowerAt(last + 1)) || CalendarWords.Day(text.LowerAt(last + 1)) is not null);

    private static Found<int>? NextMinute(Utterance text, int i)
    {
        if (text.LowerAt(i) is "oh" && Numbers.At(text, i + 1) is { Value: < 10 and > 0 } small) return new(i, small.Last, (int)small.Value);
        return Numbers.At(text, i) is { Value: >= 10 and < 60 } n && n.Value == Math.Floor(n.Value) ? new(i, n.Last, (int)n.Value) : null;
    }

    private static Found<TimeOnly>? Halved(Utterance text, int first, int last, int hour, int minute, Utterance? setting)
    {
        if (hour is < 0 or > 23 || minute is < 0 or > 59) return null;
        if (Half(text, last + 1) is { } half)
            return new(first, half.Last, new TimeOnly((hour % 12) + (half.Value ? 12 : 0), minute));
        var bare = setting is not null && hour is >= 1 and <= 11 && !setting.HasAny(Morning) && (hour <= 6 || setting.HasAny(Evening));
        return new(first, last, new TimeOnly(bare ? hour + 12 : hour, minute));
    }

    /// <summary>True for the second half of the day: "p m", "in the evening", "вечера".</summary>
    private static Found<bool>? Half(Utterance text, int i) => text.LowerAt(i) switch
    {
        "pm" => new(i, i, true),
        "am" => new(i, i, false),
        "p" when text.LowerAt(i + 1) is "m" => new(i, i + 1, true),
        "a" when text.LowerAt(i + 1) is "m" => new(i, i + 1, false),
        "вечера" or "дня" => new(i, i, true),
        "утра" or "ночи" => new(i, i, false),
        "in" when text.LowerAt(i + 1) is "the" && text.LowerAt(i + 2) is "evening" or "afternoon" => new(i, i + 2, true),
        "in" when text.LowerAt(i + 1) is "the" && text.LowerAt(i + 2) is "morning" => new(i, i + 2, false),
        "at" when text.LowerAt(i + 1) is "night" => new(i, i + 1, true),
        _ => null,
    };
}
