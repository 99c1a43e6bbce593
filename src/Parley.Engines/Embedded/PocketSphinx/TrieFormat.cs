namespace Parley.Embedded.PocketSphinx;

/// <summary>How sphinxbase lays out a binary trigram model; <see cref="EnglishTrie"/> reads it, <see cref="TrieWriter"/> writes it.</summary>
/// <remarks>
/// Header, order, three counts, a zero or one, tables of 65536 values for pair probabilities, pair backoffs and triple
/// probabilities, words of (probability, backoff, first pair), pairs packed as bits (word, backoff, probability, first triple),
/// triples (word, probability), the words' spelling. Each level lists the word before. Numbers are logarithms to base 1.0001.
/// </remarks>
internal static class TrieFormat
{
    internal const int QuantBins = 1 << 16;
    internal const int QuantBits = 16;
    internal const int UnigramBytes = 12;

    internal static readonly float LogBase = (float)Math.Log(1.0001);

    internal static ReadOnlySpan<byte> Header => "Trie Language Model"u8;

    internal static int Bits(int highest) => 32 - int.LeadingZeroCount(highest);

    /// <summary>Bytes of packed entries: one more than there are, for the end of the last range, and eight to read past the end.</summary>
    internal static int PackedBytes(int entries, int bits) => (int)(((((entries + 1L) * bits) + 7) / 8) + 8);
}
