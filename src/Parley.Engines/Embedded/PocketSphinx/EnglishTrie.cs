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
    private const double LogBase = 1.0001;
    private const int QuantBins = 1 << 16;
    private static readonly float Scale = (float)Math.Log(LogBase);

    private readonly byte[] _file;
    private readonly Dictionary<string, int> _ids;
    private readonly int _bigramProbs, _bigramBackoffs, _trigramProbs, _unigrams, _bigrams, _trigrams;
    private readonly int _wordBits, _nextBits, _bigramBits, _trigramBits;

    /// <exception cref="InvalidDataException">The bytes are not a trigram model of this form.</exception>
    internal EnglishTrie(byte[] file)
    {
        var header = "Trie Language Model"u8;
        if (!file.AsSpan().StartsWith(header) || file[header.Length] != 3)
            throw new InvalidDataException("The general language model is not a binary trigram trie; reinstall pocketsphinx-en-us.");
        _file = file;
        var at = header.Length + 1;
        int unigrams = Int(at), bigrams = Int(at + 4), trigrams = Int(at + 8);
        _bigramProbs = at + 16;
        _bigramBackoffs = _bigramProbs + (4 * QuantBins);
        _trigramProbs = _bigramBackoffs + (4 * QuantBins);
        _unigrams = _trigramProbs + (4 * QuantBins);
        _bigrams = _unigrams + (12 * (unigrams + 1));
        (_wordBits, _nextBits) = (Bits(unigrams), Bits(trigrams));
        _bigramBits = _wordBits + 32 + _nextBits;
        _trigramBits = _wordBits + 16;
        _trigrams = _bigrams + Bytes(bigrams, _bigramBits);
        Words = ReadWords(_trigrams + Bytes(trigrams, _trigramBits), unigrams);
        _ids = new Dictionary<string, int>(unigrams);
        for (var i = 0; i < Words.Length; i++)
            _ids.TryAdd(Words[i], i);
    }

    internal string[] Words { get; }

    internal int? Id(string word) => _ids.TryGetValue(word, out var id) ? id : null;

    internal float LogProbability(int word) => Float(_unigrams + (12 * word)) * Scale;

    internal float LogBackoff(int word) => Float(_unigrams + (12 * word) + 4) * Scale;

    /// <summary>The pairs that end in the word, as a range of bigram entries.</summary>
    internal Range Before(int word) => Int(_unigrams + (12 * word) + 8)..Int(_unigrams + (12 * (word + 1)) + 8);

    internal Pair PairAt(int entry)
    {
        var at = (long)entry * _bigramBits;
        var word = Read(_bigrams, at, _wordBits);
        var backoff = Read(_bigrams, at + _wordBits, 16);
        var probability = Read(_bigrams, at + _wordBits + 16, 16);
        var next = at + _wordBits + 32;
        return new Pair(word, Bin(_bigramProbs, probability), Bin(_bigramBackoffs, backoff),
            Read(_bigrams, next, _nextBits)..Read(_bigrams, next + _bigramBits, _nextBits));
    }

    internal (int Word, float LogProbability) TripleAt(int entry)
    {
        var at = (long)entry * _trigramBits;
        return (Read(_trigrams, at, _wordBits), Bin(_trigramProbs, Read(_trigrams, at + _wordBits, 16)));
    }

    /// <summary>The pair "before word", or null where the model has none and backs off.</summary>
    internal Pair? Find(int word, int before)
    {
        var range = Before(word);
        var entry = Search(range, before, i => Read(_bigrams, (long)i * _bigramBits, _wordBits));
        return entry < 0 ? null : PairAt(entry);
    }

    internal float? Find(Pair pair, int first)
    {
        var entry = Search(pair.Before, first, i => Read(_trigrams, (long)i * _trigramBits, _wordBits));
        return entry < 0 ? null : TripleAt(entry).LogProbability;
    }

    private static int Search(Range range, int word, Func<int, int> wordAt)
    {
        var (low, high) = (range.Start.Value, range.End.Value - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = wordAt(middle);
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

    private static int Bits(int highest) => 32 - int.LeadingZeroCount(highest);

    private static int Bytes(int entries, int bits) => (int)(((((entries + 1L) * bits) + 7) / 8) + 8);

    private int Read(int start, long bit, int bits) =>
        (int)((BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(start + (int)(bit >> 3))) >> (int)(bit & 7)) & ((1u << bits) - 1));

    private float Bin(int table, int index) => Float(table + (4 * index)) * Scale;

    private int Int(int at) => MemoryMarshal.Read<int>(_file.AsSpan(at));

    private float Float(int at) => MemoryMarshal.Read<float>(_file.AsSpan(at));

    /// <summary>A pair's earlier word, its probability, its weight as a history, and the range of words before both.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Pair(int Word, float LogProbability, float LogBackoff, Range Before);
}
