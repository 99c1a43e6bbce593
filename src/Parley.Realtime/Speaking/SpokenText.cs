using System.Buffers;
using System.Globalization;
using System.Text;

namespace Parley.Speaking;

/// <summary>What a voice says for the sentences of one written text: words for marks, numbers and addresses; nothing for code and pictures.</summary>
/// <remarks>
/// Give it the sentences in their order, since a code block spans several. It changes only what is spoken, never the
/// transcript. English and Russian have words; any other language loses marks and pictures, and keeps its own signs.
/// </remarks>
/// <param name="language">BCP 47; English and Russian (and null, either) give way to the letters of the sentence.</param>
internal sealed class SpokenText(string? language = null)
{
    private static readonly SearchValues<char> Before = SearchValues.Create("\"'“„‘«([{");
    private static readonly char[] After = [.. "\"'”’»)]},;:!?….。！？"];

    private readonly Markdown _markdown = new();

    /// <summary>What to say for the next sentence; empty if nothing in it can be said.</summary>
    public string Of(string sentence)
    {
        var plain = WithoutPictures(_markdown.WordsOf(sentence));
        var wording = WordingOf(plain);
        var words = wording is null ? string.Join(' ', Tokens(plain)) : Worded(Tokens(plain), wording);
        return words.EnumerateRunes().Any(Rune.IsLetterOrDigit) ? words : "";
    }

    // A text is spoken in the language that its letters are of; Latin names stand in Russian texts too, and count a third.
    private Wording? WordingOf(string text)
    {
        var spoken = language?.Split('-')[0].ToLowerInvariant();
        if (spoken is not (null or "en" or "ru"))
            return null;
        var cyrillic = text.Count(c => c is >= '\u0400' and < '\u0500');
        var latin = text.Count(char.IsAsciiLetter);
        var isRussian = cyrillic + latin == 0 ? spoken == "ru" : cyrillic * 3 > latin;
        return isRussian ? RussianWording.Instance : EnglishWording.Instance;
    }

    private static string[] Tokens(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string Worded(string[] tokens, Wording wording)
    {
        if (wording.SpacesThousands)
            tokens = SpokenNumber.WithoutSpaces(tokens);
        List<string> words = [];
        for (var i = 0; i < tokens.Length; i++)
        {
            var number = i > 0 && SpokenNumber.IsBare(tokens[i - 1]) ? tokens[i - 1] : null;
            if (Word(tokens[i], number, i + 1 < tokens.Length && char.IsLower(tokens[i + 1][0]), wording) is { Length: > 0 } word)
                words.Add(word);
        }

        return string.Join(' ', words);
    }

    private static string? Word(string token, string? number, bool goesOn, Wording wording)
    {
        if (wording.Signs.TryGetValue(token, out var sign))
            return sign;
        if (token is "|" or "_" or "•" or "·" or "#")
            return null;
        if (number is null && wording.Abbreviations.TryGetValue(token, out var full))
            return full;
        var start = token.AsSpan().IndexOfAnyExcept(Before);
        if (start < 0)
            return token;
        var core = token[start..].TrimEnd(After);
        var (before, after) = (token[..start], token[(start + core.Length)..]);
        if (core.Length == 0)
            return token;
        if (number is not null && UnitAfter(number, core, wording) is { } unit)
            return before + unit + (goesOn ? after.TrimStart('.') : after);
        return before + (Spoken(core, wording) ?? core) + after;
    }

    private static string? UnitAfter(string number, string core, Wording wording)
    {
        var digits = SpokenNumber.Digits(number, wording);
        if (core.Length == 1 && wording.Currencies.TryGetValue(core[0], out var money))
            return wording.After(digits, money);
        if (core == "г" && digits is { Length: 4 })
            return "года";
        return wording.Units.TryGetValue(core, out var noun) ? wording.After(digits, noun) : null;
    }

    private static string? Spoken(string core, Wording wording) =>
        IsWord(core) ? null
        : SpokenAddress.Of(core, wording) ?? SpokenNumber.Of(core, wording) ?? SpokenName.Of(core, wording);

    private static bool IsWord(string core) => core.All(c => char.IsLetter(c) || c is '\'' or '’' or '-');

    // Emoji, arrows of the decorative kind, boxes, private signs: a voice would spell their names or fall silent.
    private static string WithoutPictures(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isPicture = Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.ModifierSymbol && rune.Value is not ('°' or '℃' or '№');
            if (rune.Value is '\u200B' or '\u200D' or '\uFE0F' or '\u20E3' || rune == Rune.ReplacementChar)
                continue;
            if (isPicture)
                plain.Append(' ');
            else
                plain.Append(rune.ToString());
        }

        return plain.ToString();
    }
}
