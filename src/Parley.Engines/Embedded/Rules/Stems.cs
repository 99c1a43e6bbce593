namespace Parley.Embedded.Rules;

/// <summary>The part of a word that its forms share; by script, so that mixed texts work.</summary>
internal static class Stems
{
    public static string Of(string lower) =>
        lower.Length < 3 || lower.Any(char.IsAsciiDigit) ? lower
        : lower[0] is >= 'Ѐ' and <= 'ӿ' ? RussianStem.Of(lower)
        : EnglishStem.Of(lower);

    /// <summary>Splits snake_case, kebab-case, camelCase and spaces into lower-case words.</summary>
    public static IReadOnlyList<string> NameWords(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var border = i == name.Length || !char.IsLetterOrDigit(name[i])
                || (i > start && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))));
            if (!border) continue;
            if (i > start) words.Add(name[start..i].ToLowerInvariant().Replace('ё', 'е'));
            start = i < name.Length && char.IsLetterOrDigit(name[i]) ? i : i + 1;
        }
        return words;
    }
}
