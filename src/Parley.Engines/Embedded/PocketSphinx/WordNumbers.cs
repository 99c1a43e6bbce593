namespace Parley.Embedded.PocketSphinx;

/// <summary>The words that one decoder knows, numbered: 0 and 1 are the start and the end of a sentence.</summary>
internal sealed class WordNumbers
{
    private readonly Dictionary<string, int> _numbers = new() { ["<s>"] = Start, ["</s>"] = End };

    internal const int Start = 0;
    internal const int End = 1;

    internal List<string> Words { get; } = ["<s>", "</s>"];

    internal int Of(string word)
    {
        if (_numbers.TryGetValue(word, out var number))
            return number;
        Words.Add(word);
        return _numbers[word] = Words.Count - 1;
    }
}
