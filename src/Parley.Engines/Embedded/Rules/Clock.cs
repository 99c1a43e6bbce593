namespace Parley.Embedded.Rules;

/// <summary>Says times and dates.</summary>
internal static class Clock
{
    public static string Time(DateTime now, Tongue tongue) => tongue == Tongue.Russian
        ? $"Сейчас {now:HH:mm}."
        : $"It is {Hour(TimeOnly.FromDateTime(now))}.";

    public static string Today(DateTime now, Tongue tongue) => tongue == Tongue.Russian
        ? $"Сегодня {CalendarWords.RussianDays[(int)now.DayOfWeek]}, {now.Day} {CalendarWords.RussianMonths[now.Month - 1]} {now.Year} года."
        : $"Today is {Day(DateOnly.FromDateTime(now))}, {now.Year}.";

    /// <summary>"3:05 PM", "noon".</summary>
    public static string Hour(TimeOnly time) => (time.Hour, time.Minute) switch
    {
        (12, 0) => "noon",
        (0, 0) => "midnight",
        _ => $"{(time.Hour % 12 == 0 ? 12 : time.Hour % 12)}:{time.Minute:00} {(time.Hour < 12 ? "AM" : "PM")}",
    };

    /// <summary>"Friday, May 5".</summary>
    public static string Day(DateOnly date) => $"{CalendarWords.EnglishDays[(int)date.DayOfWeek]}, {CalendarWords.EnglishMonths[date.Month - 1]} {date.Day}";

    /// <summary>A date as it is said; the year only where it is another one.</summary>
    public static string Date(DateOnly date, DateTime now, Tongue tongue)
    {
        var year = date.Year == now.Year ? "" : tongue == Tongue.Russian ? $" {date.Year} года" : $", {date.Year}";
        return (tongue == Tongue.Russian ? $"{date.Day} {CalendarWords.RussianMonths[date.Month - 1]}" : Day(date)) + year;
    }
}
