namespace Parley.Embedded.PocketSphinx;

/// <summary>The other forms of an English word: lights and light, locks and locked. Guesses, to be checked against a dictionary.</summary>
internal static class WordForms
{
    /// <summary>The word without the ending of a plural or of the third person; the word itself where it has none.</summary>
    internal static string Stem(string word) => word switch
    {
        _ when word.Length > 4 && word.EndsWith("ies") => word[..^3] + "y",
        _ when word.Length > 4 && Hisses(word[..^2]) && word.EndsWith("es") => word[..^2],
        _ when word.Length > 3 && word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i' or '\'') => word[..^1],
        _ => word,
    };

    /// <summary>Plural or third person, past and gerund of a stem.</summary>
    internal static IEnumerable<string> Of(string stem)
    {
        if (stem.Length < 3)
            return [];
        var last = stem[^1];
        var consonantY = last == 'y' && !IsVowel(stem[^2]);
        var cut = last == 'e' ? stem[..^1] : stem;
        var doubled = stem.Length < 7 && !IsVowel(last) && last is not ('w' or 'x' or 'y') && IsVowel(stem[^2]) && !IsVowel(stem[^3]) ? stem + last : null;
        return
        [
            consonantY ? stem[..^1] + "ies" : Hisses(stem) ? stem + "es" : stem + "s",
            consonantY ? stem[..^1] + "ied" : (doubled ?? cut) + "ed",
            (doubled ?? cut) + "ing",
        ];
    }

    private static bool Hisses(string word) => word[^1] is 's' or 'x' or 'z' || word.EndsWith("sh") || word.EndsWith("ch");

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';
}
