namespace Parley.Embedded.PocketSphinx;

/// <summary>One trigram model interpolated from an agent's sentences and general English, over one list of words.</summary>
internal sealed class MixedModel
{
    // a triple of the agent's counted less than this is an accident of how slots were filled
    private const float LeastTriple = 0.02f;

    private readonly WordNumbers _words;
    private readonly NGrams? _own;
    private readonly EnglishTrie _english;
    private readonly float _share;
    private readonly int?[] _ids;
    private readonly int[] _numbers;
    private readonly float[] _unigrams;
    private readonly HashSet<long> _pairs = [];
    private readonly HashSet<long> _triples = [];

    /// <param name="words">All that the model knows.</param>
    /// <param name="own">The agent's sentences, or null for English alone.</param>
    /// <param name="english">The general model.</param>
    /// <param name="pruned">What of the general model is worth listing; the rest is left to the shorter histories.</param>
    /// <param name="mixture">How much of each there is.</param>
    internal MixedModel(WordNumbers words, NGrams? own, EnglishTrie english, EnglishNGrams pruned, Mixture mixture)
    {
        (_words, _own, _english, _share) = (words, own, english, own is null ? 0 : mixture.Share);
        _ids = [.. words.Words.Select(english.Id)];
        _numbers = new int[english.Words.Length];
        Array.Fill(_numbers, -1);
        foreach (var (number, id) in _ids.Index())
            if (id is { } known)
                _numbers[known] = number;
        var inside = _ids.Sum(id => id is { } known ? MathF.Exp(english.LogProbability(known)) : 0);
        _unigrams = [.. _ids.Select((id, number) =>
            Mix(own?.Probability(number) ?? 0, id is { } known ? MathF.Exp(english.LogProbability(known)) / inside : 1e-7f))];
        foreach (var pair in own?.Pairs.Keys ?? (IEnumerable<long>)[])
            _pairs.Add(pair);
        foreach (var triple in own?.Triples.Where(triple => triple.Value >= LeastTriple).Select(triple => triple.Key) ?? [])
            _triples.Add(triple);
        Add(pruned, mixture.Threshold);
        foreach (var key in _triples)
        {
            var (first, second, third) = NGrams.Triple(key);
            _pairs.Add(NGrams.Key(first, second));
            _pairs.Add(NGrams.Key(second, third));
        }
    }

    private float Mix(float own, float english) => (_share * own) + ((1 - _share) * english);

    private void Add(EnglishNGrams pruned, float threshold)
    {
        foreach (var (first, second, gain) in pruned.Pairs)
            if (gain > threshold && (_numbers[first] | _numbers[second]) >= 0)
                _pairs.Add(NGrams.Key(_numbers[first], _numbers[second]));
        foreach (var (first, second, third, gain) in pruned.Triples)
            if (gain > threshold && (_numbers[first] | _numbers[second] | _numbers[third]) >= 0)
                _triples.Add(NGrams.Key(_numbers[first], _numbers[second], _numbers[third]));
    }

    private float English(int word, int before)
    {
        if (_ids[word] is not { } id)
            return 1e-7f;
        if (_ids[before] is not { } history)
            return MathF.Exp(_english.LogProbability(id));
        return MathF.Exp(_english.Find(id, history)?.LogProbability ?? _english.LogProbability(id) + _english.LogBackoff(history));
    }

    private float English(int word, int before, int first)
    {
        if (_ids[word] is not { } id || _ids[before] is not { } history || _ids[first] is not { } begin)
            return English(word, before);
        var pair = _english.Find(id, history);
        if (pair is { } found && _english.Find(found, begin) is { } probability)
            return MathF.Exp(probability);
        return English(word, before) * MathF.Exp(_english.Find(history, begin)?.LogBackoff ?? 0);
    }

    /// <summary>Writes the model in the decoder's binary form.</summary>
    internal void Write(Stream output)
    {
        var pairs = Probabilities(_pairs, key => NGrams.Pair(key).First, key =>
        {
            var (before, word) = NGrams.Pair(key);
            return (Mix(_own?.Probability(word, before) ?? 0, English(word, before)), _unigrams[word]);
        });
        var lower = pairs.Probability;
        var triples = Probabilities(_triples, key => key >> 20, key =>
        {
            var (first, before, word) = NGrams.Triple(key);
            return (Mix(_own?.Probability(word, before, first) ?? 0, English(word, before, first)), lower[NGrams.Key(before, word)]);
        });
        TrieWriter.Write(
            [.. _words.Words.Select((word, i) => (word, i == WordNumbers.Start ? 0 : _unigrams[i], pairs.Backoff.GetValueOrDefault(i, 1)))],
            [.. lower.Select(pair => (pair.Key, pair.Value, triples.Backoff.GetValueOrDefault(pair.Key, 1)))],
            [.. triples.Probability.Select(triple => (triple.Key, triple.Value))],
            output);
    }

    // a history's backoff weight hands what its listed words leave over to the words that it does not list
    private static (Dictionary<long, float> Probability, Dictionary<long, float> Backoff) Probabilities(
        HashSet<long> keys, Func<long, long> historyOf, Func<long, (float Here, float Lower)> probability)
    {
        var found = new Dictionary<long, float>(keys.Count);
        var sums = new Dictionary<long, (float Here, float Lower)>();
        foreach (var key in keys)
        {
            var (here, lower) = probability(key);
            found[key] = here;
            ref var sum = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(sums, historyOf(key), out _);
            sum = (sum.Here + here, sum.Lower + lower);
        }

        return (found, sums.ToDictionary(sum => sum.Key,
            sum => Math.Max(1e-4f, 1 - sum.Value.Here) / Math.Max(1e-4f, 1 - sum.Value.Lower)));
    }
}
