using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Parley.Speaking;

/// <summary>Russian. espeak-ng reads plain numbers and clock times by itself; units, money, dates and abbreviations it spells.</summary>
internal sealed record RussianWording : Wording
{
    public static readonly RussianWording Instance = new();

    private static readonly string[] Days =
    [
        "первое", "второе", "третье", "четвёртое", "пятое", "шестое", "седьмое", "восьмое", "девятое", "десятое", "одиннадцатое", "двенадцатое",
        "тринадцатое", "четырнадцатое", "пятнадцатое", "шестнадцатое", "семнадцатое", "восемнадцатое", "девятнадцатое", "двадцатое", "двадцать первое",
        "двадцать второе", "двадцать третье", "двадцать четвёртое", "двадцать пятое", "двадцать шестое", "двадцать седьмое", "двадцать восьмое",
        "двадцать девятое", "тридцатое", "тридцать первое",
    ];

    [SetsRequiredMembers]
    private RussianWording()
    {
        Noun percent = new("процент", "процента", "процентов");
        Noun celsius = new("градус Цельсия", "градуса Цельсия", "градусов Цельсия");
        Noun kilobyte = new("килобайт", "килобайта", "килобайт");
        Noun megabyte = new("мегабайт", "мегабайта", "мегабайт");
        Noun gigabyte = new("гигабайт", "гигабайта", "гигабайт");
        Noun kilometer = new("километр", "километра", "километров");
        Noun kilogram = new("килограмм", "килограмма", "килограммов");
        Noun ruble = new("рубль", "рубля", "рублей");
        Units = new Dictionary<string, Noun>
        {
            ["%"] = percent,
            ["°"] = new("градус", "градуса", "градусов"),
            ["°C"] = celsius,
            ["°С"] = celsius, // the Cyrillic letter
            ["℃"] = celsius,
            ["км"] = kilometer,
            ["km"] = kilometer,
            ["м"] = new("метр", "метра", "метров"),
            ["см"] = new("сантиметр", "сантиметра", "сантиметров"),
            ["мм"] = new("миллиметр", "миллиметра", "миллиметров"),
            ["кг"] = kilogram,
            ["kg"] = kilogram,
            ["г"] = new("грамм", "грамма", "граммов"),
            ["мг"] = new("миллиграмм", "миллиграмма", "миллиграммов"),
            ["л"] = new("литр", "литра", "литров"),
            ["мл"] = new("миллилитр", "миллилитра", "миллилитров"),
            ["км/ч"] = new("километр в час", "километра в час", "километров в час"),
            ["м/с"] = new("метр в секунду", "метра в секунду", "метров в секунду"),
            ["м²"] = new("квадратный метр", "квадратных метра", "квадратных метров"),
            ["мс"] = new("миллисекунда", "миллисекунды", "миллисекунд"),
            ["сек"] = new("секунда", "секунды", "секунд"),
            ["мин"] = new("минута", "минуты", "минут"),
            ["ч"] = new("час", "часа", "часов"),
            ["КБ"] = kilobyte,
            ["KB"] = kilobyte,
            ["МБ"] = megabyte,
            ["MB"] = megabyte,
            ["ГБ"] = gigabyte,
            ["GB"] = gigabyte,
            ["руб"] = ruble,
            ["коп"] = new("копейка", "копейки", "копеек"),
            ["шт"] = new("штука", "штуки", "штук"),
            ["чел"] = new("человек", "человека", "человек"),
            ["тыс"] = new("тысяча", "тысячи", "тысяч"),
            ["млн"] = new("миллион", "миллиона", "миллионов"),
            ["млрд"] = new("миллиард", "миллиарда", "миллиардов"),
        }.ToFrozenDictionary(StringComparer.Ordinal);
        Currencies = new Dictionary<char, Noun>
        {
            ['$'] = new("доллар", "доллара", "долларов"),
            ['€'] = new("евро", "евро", "евро"),
            ['£'] = new("фунт", "фунта", "фунтов"),
            ['₽'] = ruble,
            ['¥'] = new("иена", "иены", "иен"),
        }.ToFrozenDictionary();
        Magnitudes = new Dictionary<string, string> { ["k"] = "тысяч", ["K"] = "тысяч", ["M"] = "миллионов", ["B"] = "миллиардов" }.ToFrozenDictionary(StringComparer.Ordinal);
        Signs = new Dictionary<string, string>
        {
            ["&"] = "и", ["+"] = "плюс", ["="] = "равно", ["×"] = "умножить на", ["*"] = "умножить на", ["÷"] = "разделить на", ["→"] = "", ["->"] = "",
            ["=>"] = "", ["<"] = "меньше", [">"] = "больше", ["≤"] = "не больше", ["≥"] = "не меньше", ["≈"] = "примерно", ["/"] = "или", ["@"] = "собака",
            ["%"] = "процентов",
        }.ToFrozenDictionary(StringComparer.Ordinal);
        Abbreviations = new Dictionary<string, string>
        {
            ["т.е."] = "то есть", ["т.д."] = "так далее", ["т.п."] = "тому подобное", ["т.к."] = "так как", ["т.н."] = "так называемый", ["др."] = "другие",
            ["напр."] = "например", ["см."] = "смотри", ["ул."] = "улица", ["просп."] = "проспект", ["им."] = "имени", ["рис."] = "рисунок",
            ["стр."] = "страница", ["тел."] = "телефон", ["руб."] = "рублей", ["коп."] = "копеек",
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        Months = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];
        At = "собака";
        Dot = "точка";
        Slash = "слэш";
        Minus = "минус";
        Plus = "плюс";
        About = "примерно";
        LessThan = "меньше";
        MoreThan = "больше";
        NumberSign = "номер";
        To = "–"; // the cases around a spoken "to" would have to agree; two numbers side by side are understood
        SpacesThousands = true;
        DecimalSign = ',';
    }

    public override string After(string number, Noun noun)
    {
        if (!IsWhole(number, out var value))
            return noun.Few;
        if (value % 100 is >= 11 and <= 14)
            return noun.Many;
        return (value % 10) switch { 1 => noun.One, 2 or 3 or 4 => noun.Few, _ => noun.Many };
    }

    public override string Date(DateOnly date) => $"{Days[date.Day - 1]} {Months[date.Month - 1]} {date.Year}";
}
