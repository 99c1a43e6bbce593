namespace Parley.Listening;

/// <summary>The newest stretch of an endless stream, addressed by position in the whole stream.</summary>
internal sealed class SlidingWindow<T>
{
    private const int Large = 1 << 15;

    private T[] _items = [];
    private int _offset;
    private int _count;

    /// <summary>Position of the first element that is still there.</summary>
    public long Start { get; private set; }

    /// <summary>Room that is held, filled or not.</summary>
    public int Capacity => _items.Length;

    /// <summary>Position after the last element.</summary>
    public long End => Start + _count;

    /// <summary>Makes room at the end; <see cref="Advance"/> says how much of it was filled.</summary>
    public Span<T> Reserve(int length)
    {
        if (_offset + _count + length > _items.Length)
        {
            var needed = _count + length;
            var target = needed <= _items.Length ? _items : new T[Math.Max(needed, Math.Min(2 * _items.Length, needed + (1 << 20)))];
            _items.AsSpan(_offset, _count).CopyTo(target);
            _items = target;
            _offset = 0;
        }

        return _items.AsSpan(_offset + _count, length);
    }

    public void Advance(int length) => _count += length;

    public void Append(ReadOnlySpan<T> items)
    {
        items.CopyTo(Reserve(items.Length));
        Advance(items.Length);
    }

    /// <summary>What stands between two positions, as far as it is still there; good until <see cref="Reserve"/> is called.</summary>
    public ReadOnlyMemory<T> Slice(long from, long to)
    {
        var first = (int)(Math.Clamp(from, Start, End) - Start);
        var last = (int)(Math.Clamp(to, Start, End) - Start);
        return _items.AsMemory(_offset + first, Math.Max(0, last - first));
    }

    /// <summary>Lets go of what lies before a position.</summary>
    public void DropBefore(long position)
    {
        var dropped = (int)(Math.Clamp(position, Start, End) - Start);
        _offset += dropped;
        _count -= dropped;
        Start += dropped;
        if (_items.Length > Large && _count <= _items.Length / 8)
        {
            _items = _items.AsSpan(_offset, _count).ToArray(); // a long utterance leaves no large array behind
            _offset = 0;
        }
    }
}
