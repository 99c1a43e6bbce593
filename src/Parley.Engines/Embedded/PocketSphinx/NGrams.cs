namespace Parley.Embedded.PocketSphinx;

/// <summary>Weighted counts of words, pairs and triples of word numbers, and the probabilities that they give.</summary>
/// <remarks>Each order is smoothed by the one below: <c>p(w|h) = (c(h,w) + k p(w|h')) / (c(h) + k)</c>.</remarks>
internal sealed class NGrams(int words)
{
    private const float Smoothing = 1f;

    private readonly float[] _unigrams = new float[words];
    private readonly float[] _histories = new float[words];
    private readonly Dictionary<long, float> _pairHistories = [];
    private float _total;

    internal Dictionary<long, float> Pairs { get; } = [];

    internal Dictionary<long, float> Triples { get; } = [];

    internal static long Key(int first, int second) => ((long)first << 20) | (uint)second;

    internal static long Key(int first, int second, int third) => (Key(first, second) << 20) | (uint)third;

    internal static (int First, int Second) Pair(long key) => ((int)(key >> 20), (int)(key & 0xFFFFF));

    internal static (int First, int Second, int Third) Triple(long key) => ((int)(key >> 40), (int)((key >> 20) & 0xFFFFF), (int)(key & 0xFFFFF));

    /// <param name="sentence">Word numbers with the marks of start and end.</param>
    /// <param name="weight">How often the sentence counts.</param>
    internal void Add(ReadOnlySpan<int> sentence, float weight)
    {
        for (var i = 1; i < sentence.Length; i++)
        {
            _unigrams[sentence[i]] += weight;
            _total += weight;
            _histories[sentence[i - 1]] += weight;
            Count(Pairs, Key(sentence[i - 1], sentence[i]), weight);
            if (i < 2)
                continue;
            Count(Triples, Key(sentence[i - 2], sentence[i - 1], sentence[i]), weight);
            Count(_pairHistories, Key(sentence[i - 2], sentence[i - 1]), weight);
        }
    }

    internal float Probability(int word) => (_unigrams[word] + (Smoothing / words)) / (_total + Smoothing);

    internal float Probability(int word, int before) =>
        (Pairs.GetValueOrDefault(Key(before, word)) + (Smoothing * Probability(word))) / (_histories[before] + Smoothing);

    internal float Probability(int word, int before, int first) =>
        (Triples.GetValueOrDefault(Key(first, before, word)) + (Smoothing * Probability(word, before)))
        / (_pairHistories.GetValueOrDefault(Key(first, before)) + Smoothing);

    private static void Count(Dictionary<long, float> counts, long key, float weight) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) += weight;
}
