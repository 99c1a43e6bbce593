namespace Parley.Embedded.Rules;

/// <summary>A light English stemmer: plurals, -ing, -ed, -ation, -ment, -ly, and the silent e.</summary>
internal static class EnglishStem
{
    private static readonly string[] Endings =
        ["ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ed", "ly", "ate"];

    public static string Of(string word)
    {
        word = Singular(Bare(word));
        foreach (var ending in Endings)
        {
            if (!word.EndsWith(ending) || word.Length - ending.Length < 4 && !ShortVerb(word, ending)) continue;
            word = Undoubled(word[..^ending.Length]);
            break;
        }
        return word.Length <= 3 ? word : word[^1] switch { 'e' => word.TrimEnd('e'), 'y' => word[..^1] + "i", _ => word };
    }

    private static string Bare(string word)
    {
        var apostrophe = word.IndexOf('\'');
        return apostrophe > 1 ? word[..apostrophe] : word;
    }

    // dim-ming, set-ting, pay-ment, book-ed: three letters suffice where a vowel is left
    private static bool ShortVerb(string word, string ending) =>
        ending is "ing" or "ed" or "ment" && word.Length - ending.Length == 3 && word[..3].Any("aeiouy".Contains);

    private static string Singular(string word) =>
        word.Length < 4 || word is "news" || word.EndsWith("ss") || word.EndsWith("us") || word.EndsWith("is") ? word
        : word.EndsWith("ies") && word.Length > 4 ? word[..^3] + "y"
        : word.EndsWith("sses") || word.EndsWith("shes") || word.EndsWith("ches") || word.EndsWith("xes") ? word[..^2]
        : word[^1] == 's' ? word[..^1] : word;

    private static string Undoubled(string word) =>
        word.Length > 3 && word[^1] == word[^2] && "bdglmnprt".Contains(word[^1]) ? word[..^1] : word;
}
