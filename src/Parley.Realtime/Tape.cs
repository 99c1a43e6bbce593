namespace Parley.Realtime;

/// <summary>A stretch of a stream of sound, kept for later, addressed by position in the whole stream.</summary>
/// <remarks>
/// It stands in blocks outside the collected heap: minutes of sound that live as long as a call would be copied from generation to
/// generation, and make the collector look at all of it again. Whoever has a tape lets it go with <see cref="Clear"/>.
/// </remarks>
public sealed class Tape
{
    private readonly List<TapeBlock> _blocks = [];
    private int _offset; // of the first byte in the first block

    /// <summary>Memory that all tapes of this process hold, in bytes.</summary>
    public static long TotalBytes => TapeBlock.Total;

    /// <summary>Position of the first byte that is still there.</summary>
    public long Start { get; private set; }

    /// <summary>Position after the last byte.</summary>
    public long End { get; private set; }

    public int Length => (int)(End - Start);

    /// <summary>Memory that is held, filled or not.</summary>
    public int Capacity => _blocks.Count * TapeBlock.Bytes;

    /// <summary>Position 0 is the first of these bytes.</summary>
    public static Tape Of(ReadOnlySpan<byte> sound)
    {
        var tape = new Tape();
        tape.Append(sound);
        return tape;
    }

    public void Append(ReadOnlySpan<byte> sound)
    {
        while (!sound.IsEmpty)
        {
            var at = _offset + Length;
            if (at == Capacity)
            {
                _blocks.Add(new());
            }

            var room = _blocks[at / TapeBlock.Bytes].Span[(at % TapeBlock.Bytes)..];
            var fits = sound[..Math.Min(room.Length, sound.Length)];
            fits.CopyTo(room);
            End += fits.Length;
            sound = sound[fits.Length..];
        }

        GC.KeepAlive(this); // its blocks are finalized with it, whatever spans there are
    }

    /// <summary>Lets go of what lies before a position.</summary>
    public void DropBefore(long position)
    {
        var dropped = (int)(Math.Clamp(position, Start, End) - Start);
        Start += dropped;
        _offset += dropped;
        var passed = _offset / TapeBlock.Bytes;
        Free(0, passed);
        _offset -= passed * TapeBlock.Bytes;
    }

    /// <summary>Lets go of what lies at a position and behind it.</summary>
    public void DropFrom(long position)
    {
        End = Math.Clamp(position, Start, End);
        var used = (_offset + Length + TapeBlock.Bytes - 1) / TapeBlock.Bytes;
        Free(used, _blocks.Count - used);
    }

    /// <summary>Hands over what lies between two positions, as far as it is there; this tape goes on with what lies behind it.</summary>
    public Tape Take(long from, long to)
    {
        DropBefore(from);
        var rest = ToArray(Math.Clamp(to, Start, End));
        var taken = new Tape { _offset = _offset };
        DropFrom(to);
        taken._blocks.AddRange(_blocks);
        taken.End = Length;
        _blocks.Clear();
        Clear();
        Append(rest);
        return taken;
    }

    /// <summary>Lets go of everything.</summary>
    public void Clear()
    {
        Free(0, _blocks.Count);
        (_offset, Start) = (0, End);
    }

    public byte[] ToArray() => ToArray(Start);

    private byte[] ToArray(long from)
    {
        var sound = new byte[End - from];
        var at = _offset + (int)(from - Start);
        for (var done = 0; done < sound.Length;)
        {
            var piece = _blocks[at / TapeBlock.Bytes].Span[(at % TapeBlock.Bytes)..];
            piece = piece[..Math.Min(piece.Length, sound.Length - done)];
            piece.CopyTo(sound.AsSpan(done));
            done += piece.Length;
            at += piece.Length;
        }

        GC.KeepAlive(this);
        return sound;
    }

    private void Free(int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            _blocks[i].Dispose();
        }

        _blocks.RemoveRange(first, count);
    }
}
