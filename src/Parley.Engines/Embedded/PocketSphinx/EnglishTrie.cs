using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Parley.Embedded.PocketSphinx;

/// <summary>
/// The installed general English trigram model in its binary "Trie Language Model" form, read where it lies. Under each word are
/// the words before it, under those the words before them, every level sorted by word number. Probabilities are natural logarithms.
/// </summary>
internal sealed class EnglishTrie
{
    private readonly byte[] _file;
    private readonly Dictionary<string, int> _ids;
    private readonly int _bigramProbs, _bigramBackoffs, _trigramProbs, _unigrams, _bigrams, _trigrams;
    private readonly int _wordBits, _nextBits, _bigramBits, _trigramBits;

    /// <exception cref="InvalidDataException">The bytes are not a trigram model of this form.</exception>
    internal EnglishTrie(byte[] file)
    {
        var header = TrieFormat.Header;
        if (!file.AsSpan().StartsWith(header) || file[header.Length] != 3)
            throw new InvalidDataException("The general language model is not a binary trigram trie; reinstall pocketsphinx-en-us.");
        _file = file;
        var at = header.Length + 1;
        int unigrams = Int(at), bigrams = Int(at + 4), trigrams = Int(at + 8);
        _bigramProbs = at + 16;
        _bigramBackoffs = _bigramProbs + (4 * TrieFormat.QuantBins);
        _trigramProbs = _bigramBackoffs + (4 * TrieFormat.QuantBins);
        _unigrams = _trigramProbs + (4 * TrieFormat.QuantBins);
        _bigrams = _unigrams + (TrieFormat.UnigramBytes * (unigrams + 1));
        (_wordBits, _nextBits) = (TrieFormat.Bits(unigrams), TrieFormat.Bits(trigrams));
        _bigramBits = _wordBits + (2 * TrieFormat.QuantBits) + _nextBits;
        _trigramBits = _wordBits + TrieFormat.QuantBits;
        _trigrams = _bigrams + TrieFormat.PackedBytes(bigrams, _bigramBits);
        Words = ReadWords(_trigrams + TrieFormat.PackedBytes(trigrams, _trigramBits), unigrams);
        _ids = new Dictionary<string, int>(unigrams);
        for (var i = 0; i < Words.Length; i++)
            _ids.TryAdd(Words[i], i);
    }

    internal string[] Words { get; }

    internal int? Id(string word) => _ids.TryGetValue(word, out var id) ? id : null;

    internal float LogProbability(int word) => Float(_unigrams + (TrieFormat.UnigramBytes * word)) * TrieFormat.LogBase;

    internal float LogBackoff(int word) => Float(_unigrams + (TrieFormat.UnigramBytes * word) + 4) * TrieFormat.LogBase;

    /// <summary>The pairs that end in the word, as a range of bigram entries.</summary>
    internal Range Before(int word) => Int(_unigrams + (TrieFormat.UnigramBytes * word) + 8)..Int(_unigrams + (TrieFormat.UnigramBytes * (word + 1)) + 8);

    internal Pair PairAt(int entry)
    {
        var at = (long)entry * _bigramBits;
        var word = Read(_bigrams, at, _wordBits);
        var backoff = Read(_bigrams, at + _wordBits, TrieFormat.QuantBits);
        var probability = Read(_bigrams, at + _wordBits + TrieFormat.QuantBits, TrieFormat.QuantBits);
        var next = at + _wordBits + (2 * TrieFormat.QuantBits);
        return new Pair(word, Bin(_bigramProbs, probability), Bin(_bigramBackoffs, backoff),
            Read(_bigrams, next, _nextBits)..Read(_bigrams, next + _bigramBits, _nextBits));
    }

    internal (int Word, float LogProbability) TripleAt(int entry)
    {
        var at = (long)entry * _trigramBits;
        return (Read(_trigrams, at, _wordBits), Bin(_trigramProbs, Read(_trigrams, at + _wordBits, TrieFormat.QuantBits)));
    }

    /// <summary>The pair "before word", or null where the model has none and backs off.</summary>
    internal Pair? Find(int word, int before)
    {
        var range = Before(word);
        var entry = Search(range, before, _bigrams, _bigramBits);
        return entry < 0 ? null : PairAt(entry);
    }

    internal float? Find(Pair pair, int first)
    {
        var entry = Search(pair.Before, first, _trigrams, _trigramBits);
        return entry < 0 ? null : TripleAt(entry).LogProbability;
    }

    private int Search(Range range, int word, int start, int bits)
    {
        var (low, high) = (range.Start.Value, range.End.Value - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = Read(start, (long)middle * bits, _wordBits);
            if (found == word)
                return middle;
            if (found < word)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    private string[] ReadWords(int at, int count)
    {
        var words = new string[count];
        at += 4;
        for (var i = 0; i < count; i++)
        {
            var length = _file.AsSpan(at).IndexOf((byte)0);
            words[i] = Encoding.UTF8.GetString(_file, at, length);
            at += length + 1;
        }

        return words;
    }

    private int Read(int start, long bit, int bits) =>
        (int)((BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(start + (int)(bit >> 3))) >> (int)(bit & 7)) & ((1u << bits) - 1));

    private float Bin(int table, int index) => Float(table + (4 * index)) * TrieFormat.LogBase;

    private int Int(int at) => MemoryMarshal.Read<int>(_file.AsSpan(at));

    private float Float(int at) => MemoryMarshal.Read<float>(_file.AsSpan(at));

    /// <summary>A pair's earlier word, its probability, its weight as a history, and the range of words before both.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Pair(int Word, float LogProbability, float LogBackoff, Range Before);
}
