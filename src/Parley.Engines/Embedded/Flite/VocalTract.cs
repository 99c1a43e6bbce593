using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Parley.Embedded.Flite;

/// <summary>Moves the resonances of a voice by playing it faster or slower (which flite has been told to make up for in pitch and duration).</summary>
/// <param name="ratio">Factor on every frequency, 0.5 to 2; the sound becomes shorter by it.</param>
internal sealed class VocalTract(double ratio)
{
    private const int HalfTaps = 16;
    private const int Taps = 2 * HalfTaps;
    private const int PhaseBits = 9;
    private const int Phases = 1 << PhaseBits;
    private const int FractionBits = 32;

    // One table of weights for each ratio that a voice has.
    private static readonly ConcurrentDictionary<double, float[]> Tables = new();

    private readonly float[] _weights = Tables.GetOrAdd(ratio, Weights);
    private readonly List<short> _input = [.. new short[HalfTaps]];

    // In fixed point, so that a stream comes out the same however it is cut.
    private readonly long _step = (long)Math.Round(ratio * (1L << FractionBits));
    private long _position = (long)HalfTaps << FractionBits;

    /// <summary>Takes the next samples of a stream.</summary>
    /// <returns>Samples that have become final; with <paramref name="last"/>, all that remains.</returns>
    public short[] Shape(ReadOnlySpan<short> samples, bool last)
    {
        _input.AddRange(samples);
        if (last)
            _input.AddRange(new short[HalfTaps]);
        var input = CollectionsMarshal.AsSpan(_input);
        List<short> shaped = new((int)(samples.Length / ratio) + Taps);
        for (; (int)(_position >> FractionBits) + HalfTaps < input.Length; _position += _step)
            shaped.Add(At(input));
        var done = Math.Clamp((int)(_position >> FractionBits) - HalfTaps, 0, input.Length);
        _input.RemoveRange(0, done);
        _position -= (long)done << FractionBits;
        return [.. shaped];
    }

    private short At(ReadOnlySpan<short> input)
    {
        var centre = (int)(_position >> FractionBits);
        var phase = (int)(_position >> (FractionBits - PhaseBits)) & (Phases - 1);
        var weights = _weights.AsSpan(phase * Taps, Taps);
        var around = input.Slice(centre - HalfTaps + 1, Taps);
        float sum = 0;
        for (var i = 0; i < Taps; i++)
            sum += weights[i] * around[i];
        return (short)Math.Clamp(MathF.Round(sum), short.MinValue, short.MaxValue);
    }

    // A sinc under a Hann window, for positions between two samples; its cutoff keeps what would fold back out of the sound.
    private static float[] Weights(double ratio)
    {
        var cutoff = Math.Min(1, 1 / ratio) * 0.96;
        var table = new float[Phases * Taps];
        for (var phase = 0; phase < Phases; phase++)
        {
            var weights = table.AsSpan(phase * Taps, Taps);
            var sum = 0.0;
            for (var i = 0; i < Taps; i++)
            {
                var distance = i - HalfTaps + 1 - (((double)phase + 0.5) / Phases);
                var x = Math.PI * distance * cutoff;
                var weight = Math.Sin(x) / x * (0.5 + (0.5 * Math.Cos(Math.PI * distance / (HalfTaps + 1))));
                weights[i] = (float)weight;
                sum += weight;
            }

            foreach (ref var weight in weights)
                weight /= (float)sum;
        }

        return table;
    }
}
