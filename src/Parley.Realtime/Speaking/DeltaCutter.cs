using System.Buffers;
using Parley.Realtime;

namespace Parley.Speaking;

/// <summary>Gathers sound until there is a delta of 100 ms: whole 20 ms blocks but for the last of an answer.</summary>
internal sealed class DeltaCutter(int bytesOf100Ms, ArrayPool<byte> pool) : IDisposable
{
    private byte[]? _delta;

    /// <summary>Bytes of the delta so far.</summary>
    public int Length { get; private set; }

    /// <summary>Takes from <paramref name="sound"/> until the delta is full, which is then to be taken; call it until it says no.</summary>
    /// <param name="sound">What is still to be cut; moves on by what was taken, and is empty after a no.</param>
    public bool TryCut(ref ReadOnlyMemory<byte> sound)
    {
        var taken = Math.Min(bytesOf100Ms - Length, sound.Length);
        if (taken > 0)
        {
            _delta ??= pool.Rent(bytesOf100Ms);
            sound.Span[..taken].CopyTo(_delta.AsSpan(Length));
            Length += taken;
            sound = sound[taken..];
        }

        return Length == bytesOf100Ms;
    }

    /// <summary>The delta, full or the last of the answer; the next one begins.</summary>
    public ReadOnlyMemory<byte> Take(out Loan loan)
    {
        var delta = _delta.AsMemory(0, Length);
        loan = _delta is null ? default : new(pool, _delta);
        (_delta, Length) = (null, 0);
        return delta;
    }

    /// <summary>Forgets what was gathered.</summary>
    public void Dispose()
    {
        Take(out var loan);
        loan.Return();
    }
}
