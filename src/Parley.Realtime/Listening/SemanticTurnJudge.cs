using System.Collections.Frozen;
using System.Text;
using Parley.Protocol;

namespace Parley.Listening;

/// <summary>Whether the words so far are a whole turn.</summary>
public enum TurnVerdict
{
    /// <summary>The words do not say, or there are none.</summary>
    Open,

    /// <summary>More must come.</summary>
    Unfinished,

    /// <summary>Nothing is missing.</summary>
    Complete,
}

/// <summary>How long a silence ends a turn, by what was said before it. Punctuation helps where a recogniser gives any, and is not needed.</summary>
internal static class SemanticTurnJudge
{
    private const string OpenEnds = ",;:-–—…";

    /// <summary>The silence that ends a turn.</summary>
    /// <remarks>
    /// After a whole sentence it is a little longer than the pauses inside fluent speech (up to 250 ms) and than a recogniser needs for the
    /// last word (100 to 250 ms), so that an "and" behind the sentence is still heard; after an unfinished one it is the longest
    /// wait that the protocol gives each eagerness.
    /// </remarks>
    public static int SilenceMs(TurnVerdict verdict, Eagerness eagerness) => (verdict, eagerness) switch
    {
        (TurnVerdict.Complete, Eagerness.High) => 260,
        (TurnVerdict.Complete, Eagerness.Low) => 700,
        (TurnVerdict.Complete, _) => 400,
        (TurnVerdict.Unfinished, Eagerness.High) => 2000,
        (TurnVerdict.Unfinished, Eagerness.Low) => 8000,
        (TurnVerdict.Unfinished, _) => 4000,
        (_, Eagerness.High) => 500,
        (_, Eagerness.Low) => 1500,
        _ => 800,
    };

    /// <summary>Judges the newest transcript of an utterance.</summary>
    /// <param name="heard">All of it so far.</param>
    public static TurnVerdict Judge(string heard)
    {
        var text = heard.TrimEnd(' ', '\n', '"', '»', '”', '\'');
        var words = Words(text);
        if (words.Count == 0)
        {
            return TurnVerdict.Open;
        }

        var language = TurnWords.Of(words[^1]);
        if (text[^1] == '?')
        {
            return TurnVerdict.Complete;
        }

        if (OpenEnds.Contains(text[^1]) || text.EndsWith("..", StringComparison.Ordinal))
        {
            return TurnVerdict.Unfinished;
        }

        return ByEnding(words, language) ?? (text[^1] is '.' or '!' || words.Count >= Shortest(words, language) ? TurnVerdict.Complete : TurnVerdict.Open);
    }

    // A full stop is no proof against these: many recognisers set one after whatever they were given.
    private static TurnVerdict? ByEnding(List<string> words, TurnWords language)
    {
        var digits = DictatedDigits.AtEnd(words, language);
        if (digits.AreInProgress)
        {
            return TurnVerdict.Unfinished;
        }

        if (digits.AreComplete || EndsIn(language.Closings, words) || (words.Count == 1 && (language.Answers.Contains(words[0]) || language.Questions.Contains(words[0]))))
        {
            return TurnVerdict.Complete;
        }

        if (EndsIn(language.Binding, words) || EndsIn(language.Fillers, words) || language.Fillers.Contains(Squeezed(words[^1])))
        {
            return TurnVerdict.Unfinished;
        }

        if (EndsIn(language.Reaching, words))
        {
            return words.Any(word => language.Questions.Contains(word.Split('\'')[0])) ? TurnVerdict.Open : TurnVerdict.Unfinished;
        }

        return EndsIn(language.Particles, words) ? TurnVerdict.Open : null;
    }

    private static int Shortest(List<string> words, TurnWords language) =>
        language.Questions.Contains(words[0].Split('\'')[0]) || language.Inversions.Contains(words[0]) ? language.ShortestQuestion : language.ShortestSentence;

    // the longest phrase of the tables has three words
    private static bool EndsIn(FrozenSet<string> table, List<string> words) =>
        Enumerable.Range(1, Math.Min(3, words.Count)).Any(count => table.Contains(string.Join(' ', words[^count..])));

    // "э-э-э", "ummm" and "hmm" are one sound each, however long
    private static string Squeezed(string word)
    {
        var squeezed = new StringBuilder();
        foreach (var letter in word.Where(char.IsLetter))
        {
            if (squeezed.Length == 0 || squeezed[^1] != letter)
            {
                squeezed.Append(letter);
            }
        }

        return squeezed.ToString();
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        foreach (var token in text.ToLowerInvariant().Replace('ё', 'е').Replace('’', '\'').Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var isNumeral = token.Any(char.IsAsciiDigit) && !token.Any(char.IsLetter);
            string[] parts = isNumeral ? token.Split(['-', '(', ')', '+', '.', ','], StringSplitOptions.RemoveEmptyEntries) : [token];
            words.AddRange(parts.Select(part => part.Trim('.', ',', '!', '?', ';', ':', '"', '«', '»', '“', '”', '-', '–', '—', '…', '\'')).Where(part => part.Length > 0));
        }

        return words;
    }
}
