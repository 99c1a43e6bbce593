using System.Globalization;

namespace Parley.Embedded.Rules;

/// <summary>Days in a text, relative to today. A day without a year lies ahead; "next friday" is the Friday of next week (weeks start on Monday).</summary>
internal static class Dates
{
    public static IReadOnlyList<Found<DateOnly>> In(Utterance text, DateOnly today)
    {
        var found = new List<Found<DateOnly>>();
        for (var i = 0; i < text.Count; i++)
            if (At(text, i, today) is { } date)
            {
                found.Add(date);
                i = date.Last;
            }
        return found;
    }

    private static Found<DateOnly>? At(Utterance text, int i, DateOnly today) =>
        Written(text, i) ?? Relative(text, i, today) ?? OfWeek(text, i, today) ?? OfMonth(text, i, today);

    private static Found<DateOnly>? Written(Utterance text, int i)
    {
        var word = text[i].Lower;
        string[] formats = text.Tongue == Tongue.Russian || word.Contains('.') ? ["yyyy-MM-dd", "d.M.yyyy", "d/M/yyyy"] : ["yyyy-MM-dd", "M/d/yyyy", "d/M/yyyy"];
        return DateOnly.TryParseExact(word, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? new(i, i, date) : null;
    }

    private static Found<DateOnly>? Relative(Utterance text, int i, DateOnly today)
    {
        if (text.IndexOf("day after tomorrow", i) == i) return new(i, i + 2, today.AddDays(2));
        if (text.IndexOf("the day after tomorrow", i) == i) return new(i, i + 3, today.AddDays(2));
        if (CalendarWords.Offset(text[i].Lower) is { } offset) return new(i, i, today.AddDays(offset));
        if (text[i].Lower is "in" or "через") return Ahead(text, i, today);
        if (text.LowerAt(i) is "next" && text.LowerAt(i + 1) is "week") return new(i, i + 1, today.AddDays(7));
        if (text.LowerAt(i) is "next" && text.LowerAt(i + 1) is "month") return new(i, i + 1, today.AddMonths(1));
        if (text.LowerAt(i) is "следующей" && text.LowerAt(i + 1) is "неделе") return new(i, i + 1, today.AddDays(7));
        return null;
    }

    private static Found<DateOnly>? Ahead(Utterance text, int i, DateOnly today)
    {
        var (count, last) = i + 1 < text.Count && Numbers.At(text, i + 1) is { } n ? ((int)n.Value, n.Last) : text.LowerAt(i + 1) is "a" or "one" ? (1, i + 1) : (1, i);
        return text.LowerAt(last + 1) switch
        {
            "day" or "days" or "день" or "дня" or "дней" => new(i, last + 1, today.AddDays(count)),
            "week" or "weeks" or "неделю" or "недели" or "недель" => new(i, last + 1, today.AddDays(7 * count)),
            "month" or "months" or "месяц" or "месяца" or "месяцев" => new(i, last + 1, today.AddMonths(count)),
            _ => null,
        };
    }

    private static Found<DateOnly>? OfWeek(Utterance text, int i, DateOnly today)
    {
        var qualified = text[i].Lower is "next" or "this" or "coming" or "следующую" or "следующий" or "следующее" or "эту" or "этот" or "это";
        var at = qualified ? i + 1 : i;
        if (text.LowerAt(at) is "weekend" or "выходные") return new(i, at, Coming(today, DayOfWeek.Saturday));
        if (CalendarWords.Day(text.LowerAt(at)) is not { } day) return null;
        var next = qualified && text[i].Lower is "next" or "следующую" or "следующий" or "следующее";
        return new(i, at, next ? Monday(today).AddDays(7 + (((int)day + 6) % 7)) : Coming(today, day));
    }

    private static DateOnly Coming(DateOnly today, DayOfWeek day) => today.AddDays((((int)day - (int)today.DayOfWeek + 6) % 7) + 1);

    private static DateOnly Monday(DateOnly today) => today.AddDays(-(((int)today.DayOfWeek + 6) % 7));

    private static Found<DateOnly>? OfMonth(Utterance text, int i, DateOnly today)
    {
        var start = text.LowerAt(i) is "the" ? i + 1 : i;
        if (CalendarWords.Month(text.LowerAt(start)) is { } month)
        {
            var at = text.LowerAt(start + 1) is "the" ? start + 2 : start + 1;
            return Day(text, at) is { } day ? Dated(text, i, day.Last, month, day.Value, today) : null;
        }
        if (Day(text, start) is not { } first) return null;
        var after = text.LowerAt(first.Last + 1) is "of" or "числа" ? first.Last + 2 : first.Last + 1;
        if (CalendarWords.Month(text.LowerAt(after)) is { } named) return Dated(text, i, after, named, first.Value, today);
        var alone = (start > i || text.LowerAt(i - 1) is "on" || text.LowerAt(first.Last + 1) is "числа") && Numbers.OrdinalAt(text, start) is not null;
        return alone ? new(i, first.Last, Upcoming(today, first.Value)) : null;
    }

    private static DateOnly Upcoming(DateOnly today, int day)
    {
        for (var month = new DateOnly(today.Year, today.Month, 1); ; month = month.AddMonths(1))
            if (day <= DateTime.DaysInMonth(month.Year, month.Month) && month.AddDays(day - 1) >= today)
                return month.AddDays(day - 1);
    }

    private static Found<int>? Day(Utterance text, int i)
    {
        if (i >= text.Count) return null;
        var day = Numbers.OrdinalAt(text, i) ?? (Numbers.At(text, i) is { } n && n.Value == Math.Floor(n.Value) && n.Value is > 0 and < 32 ? new Found<int>(n.First, n.Last, (int)n.Value) : null);
        return day is { Value: >= 1 and <= 31 } ? day : null;
    }

    private static Found<DateOnly>? Dated(Utterance text, int first, int last, int month, int day, DateOnly today)
    {
        var year = today.Year;
        var given = int.TryParse(text.LowerAt(last + 1), out var written) && written is > 1900 and < 2200;
        if (given) (year, last) = (written, last + 1);
        if (day > DateTime.DaysInMonth(year, month)) return null;
        var date = new DateOnly(year, month, day);
        return new(first, last, !given && date < today ? date.AddYears(1) : date);
    }
}
