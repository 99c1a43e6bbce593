using System.Text;

namespace Parley.Embedded.PocketSphinx;

/// <summary>The installed dictionary of American English, indexed in memory: a word's pronunciations as the decoder reads them.</summary>
internal sealed class PronouncingDictionary
{
    private readonly byte[] _text;
    private readonly Dictionary<ulong, int> _lines;

    /// <param name="text">Lines of <c>word PH ON ES</c>; <c>word(2) …</c> lines follow the word that they belong to.</param>
    internal PronouncingDictionary(byte[] text)
    {
        _text = text;
        _lines = new Dictionary<ulong, int>(text.Length / 24);
        for (var line = 0; line < text.Length; line = EndOf(line) + 1)
            if (WordAt(line) is { Length: > 0 } word && word[^1] != ')')
                _lines.TryAdd(Hash(word), line);
    }

    internal bool Knows(string word) => Find(word) >= 0;

    /// <summary>The pronunciations, the commonest first; none for an unknown word.</summary>
    internal IReadOnlyList<string> Of(string word)
    {
        var found = new List<string>();
        for (var line = Find(word); line >= 0 && line < _text.Length; line = EndOf(line) + 1)
        {
            var entry = WordAt(line);
            if (found.Count > 0 && !(entry.Length > word.Length + 2 && entry[word.Length] == '(' && entry[..word.Length].SequenceEqual(_text.AsSpan(Find(word), word.Length))))
                break;
            found.Add(Encoding.ASCII.GetString(_text.AsSpan(line + entry.Length, EndOf(line) - line - entry.Length)).Trim());
        }

        return found;
    }

    private int Find(string word)
    {
        Span<byte> key = stackalloc byte[word.Length * 3];
        key = key[..Encoding.UTF8.GetBytes(word, key)];
        return _lines.TryGetValue(Hash(key), out var line) && WordAt(line).SequenceEqual(key) ? line : -1;
    }

    private int EndOf(int line)
    {
        var length = _text.AsSpan(line).IndexOf((byte)'\n');
        return length < 0 ? _text.Length : line + length;
    }

    private ReadOnlySpan<byte> WordAt(int line)
    {
        var rest = _text.AsSpan(line);
        var length = rest.IndexOfAny((byte)' ', (byte)'\t', (byte)'\n');
        return length < 0 ? rest : rest[..length];
    }

    private static ulong Hash(ReadOnlySpan<byte> word)
    {
        var hash = 14695981039346656037;
        foreach (var letter in word)
            hash = (hash ^ letter) * 1099511628211;
        return hash;
    }
}
