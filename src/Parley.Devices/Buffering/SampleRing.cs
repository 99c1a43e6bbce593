using System.Numerics;

namespace Parley.Buffering;

/// <summary>Samples on their way from one thread to another: neither waits, neither allocates.</summary>
/// <param name="capacity">Samples it holds at least; the next power of two is taken.</param>
internal sealed class SampleRing(int capacity)
{
    private readonly short[] _samples = new short[BitOperations.RoundUpToPowerOf2((uint)capacity)];
    private long _written;
    private long _read;

    /// <summary>Samples that wait.</summary>
    public int Count => (int)(Volatile.Read(ref _written) - Volatile.Read(ref _read));

    /// <summary>The one writer's: takes what fits.</summary>
    /// <returns>Samples taken; the rest found no room.</returns>
    public int Write(ReadOnlySpan<short> samples)
    {
        var written = _written;
        var free = _samples.Length - (int)(written - Volatile.Read(ref _read));
        var taken = samples[..Math.Min(free, samples.Length)];
        var start = (int)(written & (_samples.Length - 1));
        var first = Math.Min(taken.Length, _samples.Length - start);
        taken[..first].CopyTo(_samples.AsSpan(start));
        taken[first..].CopyTo(_samples);
        Volatile.Write(ref _written, written + taken.Length);
        return taken.Length;
    }

    /// <summary>The one reader's: gives what is there.</summary>
    /// <returns>Samples given.</returns>
    public int Read(Span<short> samples)
    {
        var read = _read;
        var count = Math.Min((int)(Volatile.Read(ref _written) - read), samples.Length);
        var start = (int)(read & (_samples.Length - 1));
        var first = Math.Min(count, _samples.Length - start);
        _samples.AsSpan(start, first).CopyTo(samples);
        _samples.AsSpan(0, count - first).CopyTo(samples[first..]);
        Volatile.Write(ref _read, read + count);
        return count;
    }

    /// <summary>The one reader's: drops what waits.</summary>
    public void Clear() => Volatile.Write(ref _read, Volatile.Read(ref _written));
}
