using System.Runtime.InteropServices;
using System.Text;

namespace Parley.Embedded.PocketSphinx;

/// <summary>Writes a trigram model in sphinxbase's binary form, which a decoder loads some ten times faster than text.</summary>
internal static class TrieWriter
{
    // natural logarithms between which probabilities and backoff weights are told apart in 65536 steps
    private const float LeastProbability = -30;
    private const float MostBackoff = 12;

    /// <param name="words">Spelling, probability and backoff weight by word number.</param>
    /// <param name="pairs">Keys of <see cref="NGrams.Key(int, int)"/>; every pair of a triple is among them.</param>
    /// <param name="triples">Keys of <see cref="NGrams.Key(int, int, int)"/>.</param>
    /// <param name="output">Where the model goes.</param>
    internal static void Write(
        IReadOnlyList<(string Word, float Probability, float Backoff)> words,
        IReadOnlyCollection<(long Key, float Probability, float Backoff)> pairs,
        IReadOnlyCollection<(long Key, float Probability)> triples,
        Stream output)
    {
        var pairsByLast = Sorted(pairs.Select(pair => (Reversed: ReversePair(pair.Key), pair)));
        var triplesByLast = Sorted(triples.Select(triple => (Reversed: ReverseTriple(triple.Key), triple)));
        using var to = new BinaryWriter(output, Encoding.UTF8, leaveOpen: true);
        to.Write(TrieFormat.Header);
        to.Write((byte)3);
        to.Write(words.Count);
        to.Write(pairs.Count);
        to.Write(triples.Count);
        to.Write(1);
        WriteTable(to, LeastProbability, 0);
        WriteTable(to, -MostBackoff, MostBackoff);
        WriteTable(to, LeastProbability, 0);
        var next = 0;
        for (var word = 0; word <= words.Count; word++)
        {
            to.Write(word < words.Count ? Log(words[word].Probability) / TrieFormat.LogBase : 0);
            to.Write(word < words.Count ? Log(words[word].Backoff) / TrieFormat.LogBase : 0);
            while (next < pairsByLast.Length && NGrams.Pair(pairsByLast[next].Reversed).First < word)
                next++;
            to.Write(next);
        }

        to.Write(Pairs(pairsByLast, triplesByLast, words.Count));
        to.Write(Triples(triplesByLast, words.Count));
        var spelling = Encoding.UTF8.GetBytes(string.Concat(words.Select(word => word.Word + '\0')));
        to.Write(spelling.Length);
        to.Write(spelling);
    }

    private static ReadOnlySpan<byte> Pairs(
        (long Reversed, (long Key, float Probability, float Backoff) Pair)[] pairs, (long Reversed, (long, float) Triple)[] triples, int words)
    {
        var (wordBits, nextBits) = (TrieFormat.Bits(words), TrieFormat.Bits(triples.Length));
        var bits = new BitWriter(TrieFormat.PackedBytes(pairs.Length, wordBits + (2 * TrieFormat.QuantBits) + nextBits));
        var next = 0;
        foreach (var (reversed, pair) in pairs)
        {
            while (next < triples.Length && triples[next].Reversed >> 20 < reversed)
                next++;
            bits.Write(NGrams.Pair(reversed).Second, wordBits);
            bits.Write(Bin(Log(pair.Backoff), -MostBackoff, MostBackoff), TrieFormat.QuantBits);
            bits.Write(Bin(Log(pair.Probability), LeastProbability, 0), TrieFormat.QuantBits);
            bits.Write(next, nextBits);
        }

        bits.Write(0, wordBits + (2 * TrieFormat.QuantBits));
        bits.Write(triples.Length, nextBits);
        return bits.Bytes;
    }

    private static ReadOnlySpan<byte> Triples((long Reversed, (long Key, float Probability) Triple)[] triples, int words)
    {
        var wordBits = TrieFormat.Bits(words);
        var bits = new BitWriter(TrieFormat.PackedBytes(triples.Length, wordBits + TrieFormat.QuantBits));
        foreach (var (reversed, triple) in triples)
        {
            bits.Write(NGrams.Triple(reversed).Third, wordBits);
            bits.Write(Bin(Log(triple.Probability), LeastProbability, 0), TrieFormat.QuantBits);
        }

        return bits.Bytes;
    }

    private static (long Reversed, T Entry)[] Sorted<T>(IEnumerable<(long Reversed, T Entry)> entries)
    {
        var sorted = entries.ToArray();
        Array.Sort(sorted, (a, b) => a.Reversed.CompareTo(b.Reversed));
        return sorted;
    }

    private static long ReversePair(long key) => NGrams.Pair(key) is var (first, second) ? NGrams.Key(second, first) : 0;

    private static long ReverseTriple(long key) => NGrams.Triple(key) is var (first, second, third) ? NGrams.Key(third, second, first) : 0;

    private static void WriteTable(BinaryWriter to, float least, float most)
    {
        var table = new float[TrieFormat.QuantBins];
        for (var i = 0; i < table.Length; i++)
            table[i] = (least + ((most - least) * i / (table.Length - 1))) / TrieFormat.LogBase;
        to.Write(MemoryMarshal.AsBytes(table.AsSpan()));
    }

    private static int Bin(float value, float least, float most) =>
        (int)Math.Round((Math.Clamp(value, least, most) - least) / (most - least) * (TrieFormat.QuantBins - 1));

    private static float Log(float probability) => Math.Max(LeastProbability, MathF.Log(probability));
}
