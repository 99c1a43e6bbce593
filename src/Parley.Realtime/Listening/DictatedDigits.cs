namespace Parley.Listening;

/// <summary>The digits that an utterance ends on, as somebody reads out a telephone number: in groups, with pauses between them.</summary>
internal readonly record struct DictatedDigits(int Groups, int Digits, bool AreAnnounced)
{
    private const int WholeNumber = 10; // of a telephone, without its country

    /// <summary>More groups will come.</summary>
    public bool AreInProgress => Digits < WholeNumber && Groups >= (AreAnnounced ? 2 : 3); // "two", "twenty five": numbers, but not dictated ones

    /// <summary>Nothing is missing.</summary>
    public bool AreComplete => Digits >= WholeNumber && Groups > 1;

    public static DictatedDigits AtEnd(IReadOnlyList<string> words, TurnWords language)
    {
        var first = words.Count;
        while (first > 0 && Size(words[first - 1], language) > 0)
        {
            first--;
        }

        var (groups, digits, room) = (0, 0, 0);
        for (var i = first; i < words.Count; i++)
        {
            var size = Size(words[i], language);
            var isNumeral = char.IsAsciiDigit(words[i][0]);
            if (isNumeral || size >= room) // "fifty five" is one group: the five has room in the fifty
            {
                groups++;
                digits += size;
            }

            room = isNumeral ? 0 : size;
        }

        return new(groups, digits, words.Take(first).Any(language.Announcements.Contains));
    }

    private static int Size(string word, TurnWords language) => word.All(char.IsAsciiDigit) ? word.Length : language.Numbers.GetValueOrDefault(word);
}
