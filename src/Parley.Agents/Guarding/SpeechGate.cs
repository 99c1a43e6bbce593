using System.Text;

namespace Parley.Guarding;

/// <summary>Holds the sound of one answer back until the text that it says has passed. Without guardrails nothing is held.</summary>
/// <remarks>
/// A server sends text ahead of its sound, or beside it: a piece of sound says no more than the text that had come when it did.
/// </remarks>
internal sealed class SpeechGate(bool isGuarded, int eachCharacters)
{
    private readonly StringBuilder _text = new();
    private readonly Queue<Held> _held = [];
    private int _asked; // characters that are being judged, or were
    private int _passed;
    private int _released; // characters, when the last sound was let go

    public string Text => _text.ToString();

    /// <summary>Whether nothing of its text is still to be judged.</summary>
    public bool IsSettled => !isGuarded || (_passed >= _asked && _asked == _text.Length);

    /// <summary>The text that what was let go says, at most.</summary>
    public string ReleasedText => Text[.._released];

    /// <summary>When the sound came that has been held for longest.</summary>
    public long? HeldSince => _held.TryPeek(out var first) ? first.At : null;

    /// <summary>Takes text.</summary>
    /// <returns>Whether there is enough of it to be judged again.</returns>
    public bool Say(string delta)
    {
        _text.Append(delta);
        return isGuarded && (_text.Length - _asked >= eachCharacters || (_asked == 0 && EndsSentence()));
    }

    /// <summary>The text to be judged now, all of it so far; null where nothing is new.</summary>
    public string? Ask()
    {
        if (!isGuarded || _asked == _text.Length)
        {
            return null;
        }

        _asked = _text.Length;
        return Text;
    }

    /// <summary>Takes sound.</summary>
    /// <param name="at">A timestamp.</param>
    /// <returns>Whether it may be heard now; otherwise it is held.</returns>
    public bool Sound(ReadOnlyMemory<byte> pcm, long at)
    {
        if (!isGuarded || (_held.Count == 0 && _text.Length > 0 && _passed >= _text.Length)) // sound without words waits for them
        {
            _released = _text.Length;
            return true;
        }

        _held.Enqueue(new(pcm, _text.Length, at));
        return false;
    }

    /// <summary>So many characters have passed.</summary>
    /// <returns>The sound that may be heard now.</returns>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pass(int characters)
    {
        _passed = Math.Max(_passed, characters);
        List<ReadOnlyMemory<byte>> released = [];
        while (_held.TryPeek(out var first) && first.Characters <= _passed)
        {
            _released = first.Characters;
            released.Add(_held.Dequeue().Pcm);
        }

        return released;
    }

    /// <summary>Gives up holding: the guardrail is too slow.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> GiveUp() => Pass(_text.Length);

    private bool EndsSentence() => _text.ToString().AsSpan().TrimEnd() is [.., '.' or '!' or '?' or '…'];

    private readonly record struct Held(ReadOnlyMemory<byte> Pcm, int Characters, long At);
}
