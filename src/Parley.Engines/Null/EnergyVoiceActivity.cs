using System.Numerics;
using System.Runtime.InteropServices;
using Parley.Listening;

namespace Parley.Null;

/// <summary>Voice activity by the level alone: what is loud is speech.</summary>
internal sealed class EnergyVoiceActivity : IVoiceActivityModel
{
    // Mean magnitude of the samples, -30 dBFS: below speech that is meant to be heard, above the 2 ms of it that a resampler's delay leaves in the frame behind.
    private const int Threshold = 1000;

    public string Name => "energy/1";

    public int FrameSamples => 320;

    public float Probability(ReadOnlySpan<short> frame)
    {
        if (frame.Length != FrameSamples) throw new ArgumentException($"A frame has {FrameSamples} samples, not {frame.Length}.", nameof(frame));

        return SumOfMagnitudes(frame) > Threshold * FrameSamples ? 1 : 0;
    }

    public void Reset()
    {
        // each frame is judged by itself
    }

    public void Dispose()
    {
        // nothing is held
    }

    private static uint SumOfMagnitudes(ReadOnlySpan<short> samples)
    {
        var vectors = MemoryMarshal.Cast<short, Vector<short>>(samples);
        var sums = Vector<uint>.Zero;
        foreach (var vector in vectors)
        {
            // the magnitude of the lowest sample does not fit a short, but has the right bits
            Vector.Widen(Vector.AsVectorUInt16(Vector.Abs(vector)), out var low, out var high);
            sums += low + high;
        }

        var sum = Vector.Sum(sums);
        foreach (var sample in samples[(vectors.Length * Vector<short>.Count)..])
        {
            sum += (uint)Math.Abs((int)sample);
        }

        return sum;
    }
}
