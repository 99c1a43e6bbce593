using System.Text.RegularExpressions;

namespace Parley.Embedded.Rules;

/// <summary>A text cut into words. What is taken from it keeps the user's own spelling.</summary>
internal sealed partial class Utterance
{
    private Utterance(string text, IReadOnlyList<Word> words)
    {
        Text = text;
        Words = words;
    }

    public string Text { get; }

    public IReadOnlyList<Word> Words { get; }

    public int Count => Words.Count;

    public Tongue Tongue => IsCyrillic(Text) ? Tongue.Russian : Tongue.English;

    public Word this[int index] => Words[index];

    public static Utterance Of(string text)
    {
        text = text.Replace('’', '\'').Replace("°", " degrees ");
        var words = new List<Word>();
        foreach (Match match in WordPattern().Matches(text))
        {
            var lower = match.Value.ToLowerInvariant().Replace('ё', 'е');
            var after = match.Index + match.Length;
            var mark = after < text.Length && char.IsPunctuation(text[after]) ? text[after] : '\0';
            words.Add(new Word(match.Value, lower, Stems.Of(lower), match.Index, after, mark));
        }
        return new Utterance(text.Trim().Length == 0 ? "" : text, words);
    }

    /// <summary>More Cyrillic than Latin letters?</summary>
    public static bool IsCyrillic(string text) =>
        text.Count(c => c is >= 'Ѐ' and <= 'ӿ') > text.Count(char.IsAsciiLetter);

    public string Slice(int first, int last) => first > last ? "" : Text[Words[first].Start..Words[last].End];

    public Utterance Part(int first, int last) => Of(Slice(first, last));

    public string LowerAt(int index) => index >= 0 && index < Count ? Words[index].Lower : "";

    /// <summary>The first place where these words stand one after another, or -1.</summary>
    public int IndexOf(string phrase, int from = 0)
    {
        var wanted = phrase.Split(' ');
        for (var i = from; i + wanted.Length <= Count; i++)
            if (StartsAt(i, wanted)) return i;
        return -1;
    }

    public bool Has(string phrase) => IndexOf(phrase) >= 0;

    public bool HasAny(IEnumerable<string> phrases) => phrases.Any(Has);

    private bool StartsAt(int index, string[] wanted)
    {
        for (var k = 0; k < wanted.Length; k++)
            if (Words[index + k].Lower != wanted[k]) return false;
        return true;
    }

    // addresses, ISO dates, clock times, codes with digits, numbers, words
    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}:\d{2}|\p{L}+-?\d[\p{L}\d]*(?:-[\p{L}\d]+)*|\d+-\d+(?:-\d+)*|\d+(?:[.,]\d+)*\p{L}*|\p{L}+(?:'\p{L}+)*")]
    private static partial Regex WordPattern();
}
