namespace Parley.Speaking;

/// <summary>Whether a sentence ends where a word does.</summary>
internal static class SentenceEnd
{
    public enum Kind
    {
        None,

        /// <summary>It does if a capital letter follows: the full stop may belong to an abbreviation or an ordinal.</summary>
        Perhaps,
        Sure,
    }

    private const string Closers = "\"'”’»)]}*_`~」』）】》";
    private const string Openers = "\"'“‘„«([{*_`¿¡「『（【《";
    private const string WideEnds = "。！？｡";

    /// <summary>Judges a text that white space follows.</summary>
    public static Kind Of(ReadOnlySpan<char> text)
    {
        text = WithoutClosers(text);
        if (text.IsEmpty)
            return Kind.None;
        return text[^1] switch
        {
            '!' or '?' or '…' or ';' or '‽' or '؟' or '۔' or '।' or '։' or '።' => Kind.Sure,
            '.' => FullStop(text[..^1]),
            _ => Kind.None,
        };
    }

    /// <summary>Whether a sentence of a script without spaces ends here, unless the next character belongs to the end too.</summary>
    public static bool IsWideAt(ReadOnlySpan<char> text)
    {
        text = WithoutClosers(text);
        return !text.IsEmpty && WideEnds.Contains(text[^1]);
    }

    /// <summary>Whether a character still belongs to the end before it.</summary>
    public static bool Continues(char c) => WideEnds.Contains(c) || Closers.Contains(c) || IsPictorial(c);

    /// <summary>Whether a sentence can begin so, after a full stop that might have been an abbreviation's.</summary>
    public static bool CanBegin(char c) => char.IsUpper(c) || Openers.Contains(c) || c >= '\u2E80';

    private static Kind FullStop(ReadOnlySpan<char> before)
    {
        if (before.IsEmpty)
            return Kind.None;
        if (before[^1] == '.')
            return Kind.Sure;
        var start = before.Length;
        while (start > 0 && !char.IsWhiteSpace(before[start - 1]) && !Openers.Contains(before[start - 1]))
            start--;
        var word = before[start..];
        if (word.IsEmpty || !word.ContainsAnyExceptInRange('0', '9'))
            return Number(word, isFirst: before[..start].TrimStart().TrimStart("#>*-").IsWhiteSpace());
        if (word.Length == 1)
            return word[0] == 'I' || !char.IsLetter(word[0]) ? Kind.Sure : Kind.None;
        return Abbreviations.Is(word);
    }

    // "1. First", "the 3. place", but "It was 1999."
    private static Kind Number(ReadOnlySpan<char> digits, bool isFirst) => digits.Length switch
    {
        0 => Kind.None,
        <= 2 => isFirst ? Kind.None : Kind.Perhaps,
        _ => Kind.Sure,
    };

    private static ReadOnlySpan<char> WithoutClosers(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && (Closers.Contains(text[^1]) || IsPictorial(text[^1])))
            text = text[..^1];
        return text;
    }

    // Emoji are pairs of surrogates, joined and coloured by the other two.
    private static bool IsPictorial(char c) => char.IsSurrogate(c) || c is '\u200D' or '\uFE0F' or (>= '\u2600' and <= '\u27BF');
}
