using System.Globalization;
using System.Text.RegularExpressions;

namespace Parley.Speaking;

/// <summary>A token that begins with a number, as a voice can say it.</summary>
internal static partial class SpokenNumber
{
    /// <summary>Words for the token, or null when the voice reads it well as it stands (or it is no number).</summary>
    /// <param name="token">Without white space, and without the punctuation around it.</param>
    /// <param name="wording">The language.</param>
    public static string? Of(string token, Wording wording) => Dated(token, wording) ?? Ranged(token, wording) ?? Measured(token, wording);

    /// <summary>Whether a token is a bare number, which a unit may follow; with the number as it is compared.</summary>
    public static bool IsBare(string token) => Bare().IsMatch(token);

    /// <summary>The digits as they are counted: without signs for thousands, with the language's own sign for the fraction.</summary>
    public static string Digits(string number, Wording wording)
    {
        // 1,234,567 and 1.234.567 have thousands; so has 1,234 in English, but 3,5 is a fraction everywhere.
        var groups = number.Split(',', '.');
        if (groups.Length == 1)
            return number;
        var thousands = groups.Skip(1).All(group => group.Length == 3) && groups[0].Length <= 3 && groups[0] != "0"
            && (groups.Length > 2 || number.Contains(wording.DecimalSign == '.' ? ',' : '.', StringComparison.Ordinal));
        return thousands ? string.Concat(groups) : string.Join(wording.DecimalSign, groups);
    }

    /// <summary>Joins <c>1 000 000</c>; groups beside other numbers (<c>8 800 555 35 35</c>) stay as they are.</summary>
    public static string[] WithoutSpaces(string[] tokens)
    {
        List<string> joined = [];
        for (var start = 0; start < tokens.Length;)
        {
            var end = start + 1;
            while (end < tokens.Length && char.IsAsciiDigit(tokens[end][0]) && IsBare(tokens[end - 1]))
                end++;
            var run = tokens[start..end];
            if (run.Length > 1 && run[0].Length <= 3 && run[0][0] != '0' && run[1..^1].All(group => group.Length == 3) && LastGroup().IsMatch(run[^1]))
                joined.Add(string.Concat(run));
            else
                joined.AddRange(run);
            start = end;
        }

        return [.. joined];
    }

    private static string? Dated(string token, Wording wording)
    {
        var match = Day().Match(token);
        if (!match.Success)
            return null;
        var date = match.Groups["y"].Success ? $"{match.Groups["y"]}-{match.Groups["m"]}-{match.Groups["d"]}" : $"{match.Groups["y2"]}-{match.Groups["m2"]}-{match.Groups["d2"]}";
        if (!DateOnly.TryParseExact(date, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return null;
        return wording.Date(day) + (match.Groups["t"].Success ? $" {match.Groups["t"]}" : "");
    }

    private static string? Ranged(string token, Wording wording)
    {
        var match = Range().Match(token);
        if (!match.Success)
            return null;
        var (from, to, unit) = (match.Groups["from"].Value, match.Groups["to"].Value, match.Groups["unit"].Value);
        if (unit.Length == 0)
            return $"{from} {wording.To} {to}";
        return Unit(Digits(to, wording), unit, wording) is { } spoken ? $"{Digits(from, wording)} {wording.To} {spoken}" : null;
    }

    private static string? Measured(string token, Wording wording)
    {
        var match = Amount().Match(token);
        if (!match.Success)
            return null;
        var (sign, money, unit) = (match.Groups["sign"].Value, match.Groups["money"].Value, match.Groups["unit"].Value);
        var number = Digits(match.Groups["number"].Value, wording);
        var words = money.Length > 0 ? Money(number, unit, money[0], wording)
            : unit.Length > 0 ? Unit(number, unit, wording)
            : sign.Length > 0 ? number : null;
        return words is null ? null : Sign(sign, wording) + words;
    }

    private static string? Money(string number, string magnitude, char currency, Wording wording)
    {
        if (!wording.Currencies.TryGetValue(currency, out var noun))
            return null;
        if (magnitude.Length == 0)
            return $"{number} {wording.After(number, noun)}";
        return wording.Magnitudes.TryGetValue(magnitude, out var word) ? $"{number} {word} {noun.Many}" : null;
    }

    private static string? Unit(string number, string unit, Wording wording)
    {
        if (unit.Length == 1 && wording.Currencies.TryGetValue(unit[0], out var money))
            return $"{number} {wording.After(number, money)}";
        return wording.Units.TryGetValue(unit, out var noun) ? $"{number} {wording.After(number, noun)}" : null;
    }

    private static string Sign(string sign, Wording wording) => sign switch
    {
        "-" or "−" => wording.Minus + " ",
        "+" => wording.Plus + " ",
        "~" or "≈" => wording.About + " ",
        "<" => wording.LessThan + " ",
        ">" => wording.MoreThan + " ",
        "#" or "№" => wording.NumberSign + " ",
        _ => "",
    };

    [GeneratedRegex(@"^(?<sign>[-−+~≈<>#№]?)(?<money>[$€£₽¥₹]?)(?<number>[0-9]+([.,][0-9]+)*)(?<unit>[^0-9]{0,6})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Amount();

    [GeneratedRegex("^(?<from>[0-9]+([.,][0-9]+)?)[–—-](?<to>[0-9]+([.,][0-9]+)?)(?<unit>[^0-9]{0,6})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Range();

    [GeneratedRegex(@"^((?<y>[0-9]{4})-(?<m>[0-9]{2})-(?<d>[0-9]{2})(T(?<t>[0-9]{2}:[0-9]{2})(:[0-9.]+)?(Z|[+-][0-9:]+)?)?|(?<d2>[0-9]{1,2})\.(?<m2>[0-9]{1,2})\.(?<y2>[0-9]{4}))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Day();

    [GeneratedRegex("^[0-9]{3}([^0-9].*)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex LastGroup();

    [GeneratedRegex("^[0-9]+([.,][0-9]+)*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Bare();
}
