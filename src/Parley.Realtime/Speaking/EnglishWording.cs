using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Parley.Speaking;

/// <summary>English. flite reads plain numbers, dollars, ordinals and clock times well by itself: those are left to it.</summary>
internal sealed record EnglishWording : Wording
{
    public static readonly EnglishWording Instance = new();

    [SetsRequiredMembers]
    private EnglishWording()
    {
        Units = new Dictionary<string, Noun>
        {
            ["%"] = One("percent"),
            ["°"] = Plain("degree"),
            ["°C"] = new("degree Celsius", "degrees Celsius", "degrees Celsius"),
            ["℃"] = new("degree Celsius", "degrees Celsius", "degrees Celsius"),
            ["°F"] = new("degree Fahrenheit", "degrees Fahrenheit", "degrees Fahrenheit"),
            ["km"] = Plain("kilometer"),
            ["m"] = Plain("meter"),
            ["cm"] = Plain("centimeter"),
            ["mm"] = Plain("millimeter"),
            ["mi"] = Plain("mile"),
            ["ft"] = new("foot", "feet", "feet"),
            ["kg"] = Plain("kilogram"),
            ["g"] = Plain("gram"),
            ["mg"] = Plain("milligram"),
            ["lb"] = Plain("pound"),
            ["lbs"] = Plain("pound"),
            ["oz"] = Plain("ounce"),
            ["L"] = Plain("liter"),
            ["l"] = Plain("liter"),
            ["ml"] = Plain("milliliter"),
            ["mL"] = Plain("milliliter"),
            ["km/h"] = new("kilometer per hour", "kilometers per hour", "kilometers per hour"),
            ["mph"] = new("mile per hour", "miles per hour", "miles per hour"),
            ["m/s"] = new("meter per second", "meters per second", "meters per second"),
            ["m²"] = new("square meter", "square meters", "square meters"),
            ["km²"] = new("square kilometer", "square kilometers", "square kilometers"),
            ["ms"] = Plain("millisecond"),
            ["s"] = Plain("second"),
            ["sec"] = Plain("second"),
            ["min"] = Plain("minute"),
            ["h"] = Plain("hour"),
            ["hr"] = Plain("hour"),
            ["hrs"] = Plain("hour"),
            ["B"] = Plain("byte"),
            ["KB"] = Plain("kilobyte"),
            ["kB"] = Plain("kilobyte"),
            ["MB"] = Plain("megabyte"),
            ["GB"] = Plain("gigabyte"),
            ["TB"] = Plain("terabyte"),
            ["Mbps"] = new("megabit per second", "megabits per second", "megabits per second"),
            ["Hz"] = One("hertz"),
            ["kHz"] = One("kilohertz"),
            ["MHz"] = One("megahertz"),
            ["GHz"] = One("gigahertz"),
            ["W"] = Plain("watt"),
            ["kW"] = Plain("kilowatt"),
            ["kWh"] = Plain("kilowatt hour"),
            ["V"] = Plain("volt"),
            ["x"] = One("times"),
            ["×"] = One("times"),
            ["k"] = One("thousand"),
            ["K"] = One("thousand"),
        }.ToFrozenDictionary(StringComparer.Ordinal);
        Currencies = new Dictionary<char, Noun> { ['$'] = Plain("dollar"), ['€'] = Plain("euro"), ['£'] = Plain("pound"), ['₽'] = Plain("ruble"), ['¥'] = One("yen"), ['₹'] = Plain("rupee") }
            .ToFrozenDictionary();
        Magnitudes = new Dictionary<string, string> { ["k"] = "thousand", ["K"] = "thousand", ["M"] = "million", ["m"] = "million", ["B"] = "billion", ["bn"] = "billion" }
            .ToFrozenDictionary(StringComparer.Ordinal);
        Signs = new Dictionary<string, string>
        {
            ["&"] = "and", ["+"] = "plus", ["="] = "equals", ["=="] = "equals", ["×"] = "times", ["*"] = "times", ["÷"] = "divided by",
            ["→"] = "to", ["->"] = "to", ["=>"] = "", ["<"] = "is less than", [">"] = "is more than", ["≤"] = "is at most",
            ["≥"] = "is at least", ["≈"] = "is about", ["/"] = "or", ["@"] = "at", ["%"] = "percent", ["√"] = "root of",
        }.ToFrozenDictionary(StringComparer.Ordinal);
        Abbreviations = new Dictionary<string, string> { ["e.g."] = "for example", ["i.e."] = "that is", ["etc."] = "et cetera", ["approx."] = "approximately", ["w/"] = "with", ["w/o"] = "without", ["a.k.a."] = "also known as" }
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
        At = "at";
        Dot = "dot";
        Slash = "slash";
        Minus = "minus";
        Plus = "plus";
        About = "about";
        LessThan = "less than";
        MoreThan = "more than";
        NumberSign = "number";
        To = "to";
        SpacesThousands = false;
        DecimalSign = '.';
    }

    public override string After(string number, Noun noun) => number == "1" ? noun.One : noun.Many;

    public override string Date(DateOnly date) => $"{Months[date.Month - 1]} {date.Day}{Suffix(date.Day)}, {date.Year}";

    private static string Suffix(int day) => (day % 100 is >= 11 and <= 13 ? 0 : day % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };

    private static Noun Plain(string word) => new(word, word + "s", word + "s");

    private static Noun One(string word) => new(word, word, word);
}
