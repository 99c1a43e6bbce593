namespace Parley.Embedded.PocketSphinx;

/// <summary>The pairs and triples of general English that say more than their shorter histories do, by the trie's word numbers.</summary>
/// <remarks>What an entry gains is how often it is said times how far it is off without it: relative-entropy pruning.</remarks>
internal sealed class EnglishNGrams
{
    // no entry is further off than this, a factor of 160,000, so that whatever is rarer than the threshold over it needs no look
    private const float MostOff = 12;

    /// <param name="english">The whole model.</param>
    /// <param name="threshold">Gains below this are not worth their place.</param>
    internal EnglishNGrams(EnglishTrie english, float threshold)
    {
        var rare = MathF.Log(threshold / MostOff);
        for (var word = 0; word < english.Words.Length; word++)
        {
            var alone = english.LogProbability(word);
            if (alone < rare && word != english.Id("<s>"))
                continue;
            var range = english.Before(word);
            for (var entry = range.Start.Value; entry < range.End.Value; entry++)
            {
                var pair = english.PairAt(entry);
                var joint = english.LogProbability(pair.Word) + pair.LogProbability;
                if (joint < rare)
                    continue;
                var gain = MathF.Exp(joint) * MathF.Abs(pair.LogProbability - alone - english.LogBackoff(pair.Word));
                if (gain > threshold)
                    Pairs.Add((pair.Word, word, gain));
                AddTriples(english, threshold, rare, word, pair);
            }
        }
    }

    internal List<(int First, int Second, float Gain)> Pairs { get; } = [];

    internal List<(int First, int Second, int Third, float Gain)> Triples { get; } = [];

    private void AddTriples(EnglishTrie english, float threshold, float rare, int word, EnglishTrie.Pair pair)
    {
        for (var entry = pair.Before.Start.Value; entry < pair.Before.End.Value; entry++)
        {
            var (first, probability) = english.TripleAt(entry);
            if (english.LogProbability(first) + probability < rare || english.Find(pair.Word, first) is not { } history)
                continue;
            var joint = english.LogProbability(first) + history.LogProbability + probability;
            var gain = MathF.Exp(joint) * MathF.Abs(probability - pair.LogProbability - history.LogBackoff);
            if (gain > threshold)
                Triples.Add((first, pair.Word, word, gain));
        }
    }
}
