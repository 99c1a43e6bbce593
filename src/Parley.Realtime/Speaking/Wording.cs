using System.Collections.Frozen;
using System.Globalization;

namespace Parley.Speaking;

/// <summary>A counted thing: its word after one, after two to four (and after fractions), and after many.</summary>
internal sealed record Noun(string One, string Few, string Many);

/// <summary>How one language says what is written in signs.</summary>
internal abstract record Wording
{
    public required FrozenDictionary<string, Noun> Units { get; init; }

    public required FrozenDictionary<char, Noun> Currencies { get; init; }

    /// <summary>Signs that stand alone between spaces; an empty word drops the sign.</summary>
    public required FrozenDictionary<string, string> Signs { get; init; }

    /// <summary>Whole tokens, full stops included, in lower case.</summary>
    public required FrozenDictionary<string, string> Abbreviations { get; init; }

    /// <summary>Thousands, millions and billions after an amount of money: k, M, B.</summary>
    public required FrozenDictionary<string, string> Magnitudes { get; init; }

    public required string[] Months { get; init; }

    public required string At { get; init; }

    public required string Dot { get; init; }

    public required string Slash { get; init; }

    public required string Minus { get; init; }

    public required string Plus { get; init; }

    public required string About { get; init; }

    public required string LessThan { get; init; }

    public required string MoreThan { get; init; }

    public required string NumberSign { get; init; }

    /// <summary>Between the two ends of a range.</summary>
    public required string To { get; init; }

    /// <summary>The sign of a fraction's digits, as this language's voice reads it.</summary>
    public required char DecimalSign { get; init; }

    /// <summary>Whether thousands are written with spaces: 1 000 000.</summary>
    public required bool SpacesThousands { get; init; }

    /// <summary>The form of a noun after a number as it is written (<c>1</c>, <c>22</c>, <c>3.5</c>).</summary>
    public abstract string After(string number, Noun noun);

    /// <summary>A date.</summary>
    public abstract string Date(DateOnly date);

    protected static bool IsWhole(string number, out long value) => long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
