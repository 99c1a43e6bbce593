namespace Parley.Embedded.Rules;

/// <summary>Names of months, weekdays and relative days in both languages.</summary>
internal static class CalendarWords
{
    public static readonly string[] EnglishMonths = Lists.Split("January February March April May June July August September October November December");
    public static readonly string[] RussianMonths = Lists.Split("января февраля марта апреля мая июня июля августа сентября октября ноября декабря");
    public static readonly string[] EnglishDays = Lists.Split("Sunday Monday Tuesday Wednesday Thursday Friday Saturday");
    public static readonly string[] RussianDays = Lists.Split("воскресенье понедельник вторник среда четверг пятница суббота");

    private static readonly string[] RussianMonthStems = Lists.Split("январ феврал март апрел мая июн июл август сентябр октябр ноябр декабр");
    private static readonly string[] EnglishMonthShort = Lists.Split("jan feb mar apr may jun jul aug sep oct nov dec");

    private static readonly Dictionary<string, DayOfWeek> Days = new(StringComparer.Ordinal)
    {
        ["понедельник"] = DayOfWeek.Monday, ["вторник"] = DayOfWeek.Tuesday, ["среда"] = DayOfWeek.Wednesday, ["среду"] = DayOfWeek.Wednesday,
        ["четверг"] = DayOfWeek.Thursday, ["пятница"] = DayOfWeek.Friday, ["пятницу"] = DayOfWeek.Friday, ["суббота"] = DayOfWeek.Saturday,
        ["субботу"] = DayOfWeek.Saturday, ["воскресенье"] = DayOfWeek.Sunday, ["понедельника"] = DayOfWeek.Monday, ["пятницы"] = DayOfWeek.Friday,
    };

    public static int? Month(string word)
    {
        for (var i = 0; i < 12; i++)
            if (string.Equals(word, EnglishMonths[i], StringComparison.OrdinalIgnoreCase) || word == EnglishMonthShort[i] || (word.StartsWith(RussianMonthStems[i]) && word.Length <= RussianMonthStems[i].Length + 2))
                return i + 1;
        return null;
    }

    public static DayOfWeek? Day(string word)
    {
        if (Days.TryGetValue(word, out var day)) return day;
        var index = Array.FindIndex(EnglishDays, d => string.Equals(d, word, StringComparison.OrdinalIgnoreCase) || string.Equals(d + "s", word, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : (DayOfWeek)index;
    }

    /// <summary>Days from today, for words that say so by themselves.</summary>
    public static int? Offset(string word) => word switch
    {
        "today" or "tonight" or "сегодня" => 0,
        "tomorrow" or "tomorrow's" or "tommorow" or "tomorow" or "завтра" => 1,
        "послезавтра" => 2,
        "yesterday" or "вчера" => -1,
        "позавчера" => -2,
        _ => null,
    };
}
