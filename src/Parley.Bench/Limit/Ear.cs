using System.Numerics;
using System.Runtime.InteropServices;

namespace Parley.Limit;

/// <summary>Hears by the level alone when the user begins and stops to speak: 24 kHz samples, frames of 20 ms.</summary>
internal sealed class Ear
{
    private const int FrameMs = 20;
    private const int FrameSamples = 480;
    private const int Threshold = 1000; // mean magnitude, -30 dBFS: as the null model hears
    private const int OnsetMs = 100;   // shorter bursts are clicks

    private long _sum; // of the magnitudes in the frame that is being filled
    private int _filled;
    private int _onsetMs;
    private int _silentMs;

    public bool IsSpeech { get; private set; }

    /// <summary>Where the last whole frame ends.</summary>
    public int PositionMs { get; private set; }

    /// <summary>Where the speech began.</summary>
    public int StartMs { get; private set; }

    /// <summary>Listens until speech begins or stops, or the sound is over; what it has heard is taken from the sound.</summary>
    /// <returns>Whether <see cref="IsSpeech"/> has changed.</returns>
    public bool Hears(ref ReadOnlySpan<short> sound, int silenceMs)
    {
        while (!sound.IsEmpty)
        {
            var part = sound[..Math.Min(sound.Length, FrameSamples - _filled)];
            sound = sound[part.Length..];
            _sum += SumOfMagnitudes(part);
            _filled += part.Length;
            if (_filled == FrameSamples && Judge(silenceMs))
            {
                return true;
            }
        }

        return false;
    }

    private bool Judge(int silenceMs)
    {
        var isLoud = _sum > Threshold * FrameSamples;
        (_sum, _filled) = (0, 0);
        PositionMs += FrameMs;
        if (IsSpeech)
        {
            _silentMs = isLoud ? 0 : _silentMs + FrameMs;
            return _silentMs >= silenceMs && Turn(false);
        }

        _onsetMs = isLoud ? _onsetMs + FrameMs : Math.Max(0, _onsetMs - (2 * FrameMs));
        StartMs = PositionMs - _onsetMs;
        return _onsetMs >= OnsetMs && Turn(true);
    }

    private bool Turn(bool isSpeech)
    {
        (IsSpeech, _onsetMs, _silentMs) = (isSpeech, 0, 0);
        return true;
    }

    private static uint SumOfMagnitudes(ReadOnlySpan<short> samples)
    {
        var vectors = MemoryMarshal.Cast<short, Vector<short>>(samples);
        var sums = Vector<uint>.Zero;
        foreach (var vector in vectors)
        {
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
