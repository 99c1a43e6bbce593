namespace Parley.Embedded.PocketSphinx;

/// <summary>One trigram model interpolated from an agent's sentences and general English, over one list of words.</summary>
internal sealed class MixedModel
{
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
    /// <param name="share">How much of the mixture is the agent's, 0 to 1.</param>
    /// <param name="threshold">English pairs and triples that improve the model by less than this are left to the shorter histories.</param>
    internal MixedModel(WordNumbers words, NGrams? own, EnglishTrie english, float share, float threshold)
    {
        (_words, _own, _english, _share) = (words, own, english, own is null ? 0 : share);
        _ids = [.. words.Words.Select(english.Id)];
        _numbers = new int[english.Words.Length];
        Array.Fill(_numbers, -1);
        foreach (var (number, id) in _ids.Index())
            if (id is { } known)
                _numbers[known] = number;
        var inside = _ids.Sum(id => id is { } known ? MathF.Exp(english.LogProbability(known)) : 0);
        _unigrams = [.. _ids.Select((id, number) =>
            Mix(own?.Probability(number) ?? 0, id is { } known ? MathF.Exp(english.LogProbability(known)) / inside : 1e-7f))];
        foreach (var pair in own?.Pairs.Keys ?? Enumerable.Empty<long>())
            _pairs.Add(pair);
        foreach (var triple in own?.Triples.Keys ?? Enumerable.Empty<long>())
            _triples.Add(triple);
        AddEnglish(threshold);
        foreach (var key in _triples)
        {
            var (first, second, third) = NGrams.Triple(key);
            _pairs.Add(NGrams.Key(first, second));
            _pairs.Add(NGrams.Key(second, third));
        }
    }

    private float Mix(float own, float english) => (_share * own) + ((1 - _share) * english);

    private void AddEnglish(float threshold)
    {
        for (var number = 0; number < _ids.Length; number++)
        {
            if (_ids[number] is not { } id)
                continue;
            var (alone, pairs) = (_english.LogProbability(id), _english.Before(id));
            for (var entry = pairs.Start.Value; entry < pairs.End.Value; entry++)
            {
                var pair = _english.PairAt(entry);
                if (_numbers[pair.Word] is not (>= 0 and var before))
                    continue;
                var gain = MathF.Exp(_english.LogProbability(pair.Word) + pair.LogProbability)
                    * MathF.Abs(pair.LogProbability - alone - _english.LogBackoff(pair.Word));
                if (gain > threshold)
                    _pairs.Add(NGrams.Key(before, number));
                for (var third = pair.Before.Start.Value; third < pair.Before.End.Value; third++)
                {
                    var (first, probability) = _english.TripleAt(third);
                    if (_numbers[first] is not (>= 0 and var begin))
                        continue;
                    // the pair of the two earlier words is looked up only where it can matter
                    var most = MathF.Exp(_english.LogProbability(first) + probability) * MathF.Abs(probability - pair.LogProbability);
                    if (most <= threshold || _english.Find(pair.Word, first) is not { } history)
                        continue;
                    if (MathF.Exp(_english.LogProbability(first) + history.LogProbability + probability)
                        * MathF.Abs(probability - pair.LogProbability - history.LogBackoff) > threshold)
                        _triples.Add(NGrams.Key(begin, before, number));
                }
            }
        }
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

    /// <summary>Writes the model in the ARPA form.</summary>
    internal void Write(TextWriter output)
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
        output.Write($"\\data\\\nngram 1={_unigrams.Length}\nngram 2={_pairs.Count}\nngram 3={_triples.Count}\n\n\\1-grams:\n");
        for (var i = 0; i < _unigrams.Length; i++)
            output.Write($"{Log(i == WordNumbers.Start ? 0 : _unigrams[i]):F4} {_words.Words[i]} {Log(pairs.Backoff.GetValueOrDefault(i, 1)):F4}\n");
        output.Write("\n\\2-grams:\n");
        foreach (var (key, probability) in lower)
        {
            var (first, second) = NGrams.Pair(key);
            output.Write($"{Log(probability):F4} {_words.Words[first]} {_words.Words[second]} {Log(triples.Backoff.GetValueOrDefault(key, 1)):F4}\n");
        }

        output.Write("\n\\3-grams:\n");
        foreach (var (key, probability) in triples.Probability)
        {
            var (first, second, third) = NGrams.Triple(key);
            output.Write($"{Log(probability):F4} {_words.Words[first]} {_words.Words[second]} {_words.Words[third]}\n");
        }

        output.Write("\n\\end\\\n");
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

    private static float Log(float probability) => probability <= 0 ? -99 : MathF.Log10(probability);
}
