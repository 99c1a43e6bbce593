namespace Parley.Embedded.Rules;

/// <summary>A unit as it is said: English for one and many; Russian for one, two and five.</summary>
internal sealed record Unit(string One, string Many, string RussianOne, string RussianFew, string RussianMany)
{
    public string After(string number, Tongue tongue)
    {
        if (tongue == Tongue.English) return $"{number} {(number is "1" or "-1" ? One : Many)}";
        var digits = number.TrimStart('-');
        var form = digits.Contains('.') ? RussianFew
            : digits.Length > 1 && digits[^2] == '1' ? RussianMany
            : digits[^1] switch { '1' => RussianOne, '2' or '3' or '4' => RussianFew, _ => RussianMany };
        return $"{number.Replace('.', ',')} {form}";
    }
}

/// <summary>The units that the last word of a key, or a value beside it, names.</summary>
internal static class Units
{
    private static readonly Dictionary<string, Unit> All = Lists.Lines(
        """
        c,celsius,degc,°c | degree Celsius | degrees Celsius | градус Цельсия | градуса Цельсия | градусов Цельсия
        f,fahrenheit,degf,°f | degree Fahrenheit | degrees Fahrenheit | градус Фаренгейта | градуса Фаренгейта | градусов Фаренгейта
        degrees,deg | degree | degrees | градус | градуса | градусов
        percent,pct,percentage,% | percent | percent | процент | процента | процентов
        kph,kmh,kmph,km/h | kilometre per hour | kilometres per hour | километр в час | километра в час | километров в час
        mph | mile per hour | miles per hour | миля в час | мили в час | миль в час
        mps,ms,m/s | metre per second | metres per second | метр в секунду | метра в секунду | метров в секунду
        km,kilometers,kilometres | kilometre | kilometres | километр | километра | километров
        miles,mi | mile | miles | миля | мили | миль
        meters,metres,m | metre | metres | метр | метра | метров
        mm | millimetre | millimetres | миллиметр | миллиметра | миллиметров
        cm | centimetre | centimetres | сантиметр | сантиметра | сантиметров
        kg,kilograms | kilogram | kilograms | килограмм | килограмма | килограммов
        grams,g | gram | grams | грамм | грамма | граммов
        minutes,mins,min,minute | minute | minutes | минута | минуты | минут
        seconds,secs,sec | second | seconds | секунда | секунды | секунд
        hours,hrs,hour | hour | hours | час | часа | часов
        days | day | days | день | дня | дней
        nights | night | nights | ночь | ночи | ночей
        hpa | hectopascal | hectopascals | гектопаскаль | гектопаскаля | гектопаскалей
        usd,dollars,$ | dollar | dollars | доллар | доллара | долларов
        eur,euros,€ | euro | euros | евро | евро | евро
        gbp,pounds,£ | pound | pounds | фунт | фунта | фунтов
        rub,rubles,₽ | ruble | rubles | рубль | рубля | рублей
        jpy,yen,¥ | yen | yen | иена | иены | иен
        chf | Swiss franc | Swiss francs | франк | франка | франков
        """)
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .SelectMany(p => p[0].Split(',').Select(name => (name, unit: new Unit(p[1], p[2], p[3], p[4], p[5]))))
        .ToDictionary(p => p.name, p => p.unit, StringComparer.Ordinal);

    public static Unit? Named(string? name) => name is null ? null : All.GetValueOrDefault(name.ToLowerInvariant());
}
