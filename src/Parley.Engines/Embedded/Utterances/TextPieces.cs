namespace Parley.Embedded.Utterances;

/// <summary>Cuts a long text into pieces that are spoken one after another, so that the sound waiting for a slow reader is bounded by one piece.</summary>
internal static class TextPieces
{
    /// <summary>The longest piece in characters: some fifteen seconds of speech.</summary>
    public const int MaxCharacters = 240;

    private const string Enders = ".!?…;。！？\n";

    /// <summary>Pieces of at most <see cref="MaxCharacters"/>, cut after a sentence, else a comma, else a word.</summary>
    public static IEnumerable<string> Of(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = Length(text.AsSpan(start));
            yield return text.Substring(start, length);
            start += length;
        }
    }

    private static int Length(ReadOnlySpan<char> rest)
    {
        if (rest.Length <= MaxCharacters)
            return rest.Length;
        var window = rest[..(MaxCharacters + 1)];
        var sentence = LastBreak(window, Enders);
        if (sentence > 0)
            return sentence;
        var comma = LastBreak(window, ",:—");
        if (comma > 0)
            return comma;
        var word = window.LastIndexOfAny(' ', '\t');
        if (word > 0)
            return word;
        return char.IsHighSurrogate(rest[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters;
    }

    private static int LastBreak(ReadOnlySpan<char> window, string marks)
    {
        for (var i = window.Length - 1; i > 0; i--)
        {
            if (marks.Contains(window[i - 1]) && (char.IsWhiteSpace(window[i]) || window[i - 1] is '\n' or >= '\u3000'))
                return i;
        }

        return 0;
    }
}
