namespace Parley.Audio;

/// <summary>Cuts a stream of samples into frames of one size and carries the remainder to the next call.</summary>
/// <param name="frameSamples">Samples in a frame, for example 320 for 20 ms at 16 kHz.</param>
public sealed class Framer(int frameSamples)
{
    private readonly short[] _held = new short[Positive(frameSamples)];

    public int FrameSamples => _held.Length;

    /// <summary>Samples that wait for the rest of their frame.</summary>
    public int Held { get; private set; }

    /// <summary>Takes from <paramref name="input"/> until a frame is full; call it until it says no.</summary>
    /// <param name="input">What is still to be cut; moves on by what was taken, and is empty after a no.</param>
    /// <param name="frame">Exactly <see cref="FrameSamples"/> samples, valid until the next call.</param>
    public bool TryRead(ref ReadOnlySpan<short> input, out ReadOnlySpan<short> frame)
    {
        // A whole frame with nothing carried over needs no copy.
        if (Held == 0 && input.Length >= _held.Length)
        {
            frame = input[.._held.Length];
            input = input[_held.Length..];
            return true;
        }

        var taken = Math.Min(_held.Length - Held, input.Length);
        input[..taken].CopyTo(_held.AsSpan(Held));
        input = input[taken..];
        Held += taken;
        if (Held < _held.Length)
        {
            frame = default;
            return false;
        }

        Held = 0;
        frame = _held;
        return true;
    }

    /// <summary>Drops what is held.</summary>
    public void Reset() => Held = 0;

    private static int Positive(int frameSamples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frameSamples);
        return frameSamples;
    }
}
