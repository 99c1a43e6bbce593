namespace Parley.Embedded.PocketSphinx;

/// <summary>Reads the words as they are spoken out of written phrases, sentences and identifiers.</summary>
internal static class PhraseWords
{
    /// <summary>One list of lower-case words per clause; <c>get_balance</c> and <c>getBalance</c> are two words, 21 is "twenty one".</summary>
    internal static IEnumerable<IReadOnlyList<string>> Clauses(string phrase)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= phrase.Length; i++)
        {
            var c = i < phrase.Length ? phrase[i] : '\n';
            if (start >= 0 && Ends(phrase, start, i, c))
            {
                Add(words, phrase[start..i]);
                start = -1;
            }

            if (start < 0 && char.IsAsciiLetterOrDigit(c))
                start = i;
            if (c is '.' or ',' or ';' or ':' or '!' or '?' or '(' or ')' or '\n' or '"' && words.Count > 0)
            {
                yield return words;
                words = [];
            }
        }
    }

    private static bool Ends(string text, int start, int i, char c) =>
        c switch
        {
            '\'' or '’' => i + 1 >= text.Length || !char.IsAsciiLetter(text[i + 1]),
            _ when !char.IsAsciiLetterOrDigit(c) => true,
            _ when char.IsAsciiDigit(c) != char.IsAsciiDigit(text[i - 1]) && text[i - 1] is not ('\'' or '’') => true,
            _ => char.IsAsciiLetterUpper(c) && i > start && char.IsAsciiLetterLower(text[i - 1]),
        };

    private static void Add(List<string> words, string token)
    {
        if (char.IsAsciiDigit(token[0]))
            words.AddRange(SpokenNumber.Of(token));
        else
            words.Add(token.Replace('’', '\'').ToLowerInvariant());
    }
}
