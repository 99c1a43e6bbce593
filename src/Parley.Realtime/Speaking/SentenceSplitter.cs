namespace Parley.Speaking;

/// <summary>Cuts a text into sentences for speech while the text still comes in.</summary>
/// <remarks>
/// Nothing is lost or changed: all that it gives out, put together, is all that came in, white space included. Every
/// character is judged by itself, so it does not matter how the text was cut into deltas. At most <see cref="LongestCharacters"/>
/// are held: where no sentence ends by then, it is cut after a comma, else after a word, else anywhere.
/// </remarks>
internal sealed class SentenceSplitter
{
    /// <summary>A sentence is no longer than this.</summary>
    public const int LongestCharacters = 240;

    /// <summary>When the first sentence has grown to this, it is cut at a comma or colon: the listener waits for it.</summary>
    private const int LongFirst = 64;

    /// <summary>A part cut from the first sentence is no shorter than this.</summary>
    private const int ShortestPart = 24;

    // One more, since a surrogate pair is not cut in two.
    private readonly char[] _held = new char[LongestCharacters + 1];
    private readonly List<string> _ready = [];
    private int _length;
    private bool _first = true;
    private bool _undecided;
    private int _afterComma;
    private int _afterWord;

    private ReadOnlySpan<char> Held => _held.AsSpan(0, _length);

    /// <summary>Takes the next characters of the text.</summary>
    /// <returns>The sentences that they complete; often none.</returns>
    public string[] Push(string delta)
    {
        foreach (var c in delta)
            Add(c);
        if (_ready.Count == 0)
            return [];
        string[] complete = [.. _ready];
        _ready.Clear();
        return complete;
    }

    /// <summary>Ends the text, and begins a new one.</summary>
    /// <returns>What was left of it; null if nothing was.</returns>
    public string? Flush()
    {
        var rest = _length == 0 ? null : new string(Held);
        Forget();
        _first = true;
        return rest;
    }

    private void Add(char c)
    {
        if (IsDecidedBy(c))
            Cut(_length);
        var afterWord = _length > 0 && !char.IsWhiteSpace(_held[_length - 1]);
        _held[_length++] = c;
        if (c == '\n' && !Held.IsWhiteSpace())
            Cut(_length);
        else if (afterWord && char.IsWhiteSpace(c))
            OnWordEnd();
        else if (c is '，' or '、' or '：')
            _afterComma = _length;
        if (_first && _length >= LongFirst && _afterComma >= ShortestPart)
            Cut(_afterComma);
        else if (_length > LongestCharacters || (_length == LongestCharacters && !char.IsHighSurrogate(c)))
            Cut(_afterComma > LongestCharacters / 3 ? _afterComma : _afterWord > 0 ? _afterWord : _length);
    }

    // Two ends show only in what follows: a full stop that may belong to an abbreviation, and a wide one, which no space follows.
    private bool IsDecidedBy(char next)
    {
        if (_undecided && !char.IsWhiteSpace(next))
        {
            _undecided = false;
            return SentenceEnd.CanBegin(next);
        }

        return SentenceEnd.IsWideAt(Held) && !SentenceEnd.Continues(next);
    }

    private void OnWordEnd()
    {
        var end = SentenceEnd.Of(Held[..^1]);
        if (end == SentenceEnd.Kind.Sure)
        {
            Cut(_length);
            return;
        }

        _undecided = end == SentenceEnd.Kind.Perhaps;
        _afterWord = _length;
        if (_held[_length - 2] is ',' or ':' or '—')
            _afterComma = _length;
    }

    private void Cut(int at)
    {
        var sentence = new string(_held.AsSpan(0, at));
        var rest = Held[at..].ToString();
        _ready.Add(sentence);
        Forget();
        _first &= string.IsNullOrWhiteSpace(sentence);
        foreach (var c in rest)
            Add(c);
    }

    private void Forget()
    {
        _length = 0;
        _undecided = false;
        _afterComma = 0;
        _afterWord = 0;
    }
}
