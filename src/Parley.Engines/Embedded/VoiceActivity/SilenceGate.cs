using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Parley.Embedded.VoiceActivity;

/// <summary>
/// Tells by the level alone which frames are clear silence: zeros, and a background that stays as loud as it was while the
/// model heard nobody in it.
/// </summary>
internal sealed class SilenceGate
{
    // WebRTC's suppressor sets its thresholds by what it heard in five seconds: with less silence in them than this, onsets come late.
    private const int SilentFrames = 150;
    private const int SteadyFrames = 25;

    // A background may change its colour but not its level, so the model hears some of it every five seconds.
    private const int ShutFrames = 250;
    private const int RefreshFrames = 10;

    private const float Nobody = .3f;

    // A steady background keeps within 4 dB; what is 1 dB outside of those is no longer the same.
    private const double Spread = 2.5;
    private const double Margin = 1.26;

    // Below 3 units of a 16-bit sample, in each of two samples that are subtracted, only the last bits of a converter are heard.
    private const long Faintest = 2 * 3 * 3 * 312;

    private long _quietest;
    private long _loudest;
    private int _steady;
    private int _silent;
    private int _shut;
    private bool _wasZero = true;

    /// <summary>Takes the next frame.</summary>
    /// <returns>Whether it is clear silence, so that the model need not hear it.</returns>
    public bool Shuts(ReadOnlySpan<short> frame)
    {
        var wasZero = _wasZero;
        _wasZero = !frame.ContainsAnyExcept((short)0);
        if (wasZero && _wasZero) return true;

        var level = Math.Max(Level(frame), Faintest);
        var isKnown = _silent >= SilentFrames && _steady >= SteadyFrames;
        if (isKnown ? IsOutside(level) : !Widens(level)) (_quietest, _loudest, _steady) = (level, level, 0);
        else if (isKnown && ++_shut <= ShutFrames) return true;
        else if (isKnown) _steady = SteadyFrames - RefreshFrames;

        _shut = 0;
        return false;
    }

    /// <summary>Learns what the model said of a frame that was not shut out.</summary>
    public void Hear(float probability)
    {
        _steady++;
        _silent = probability < Nobody ? _silent + 1 : 0;
    }

    public void Reset() => (_quietest, _loudest, _steady, _silent, _shut, _wasZero) = (0, 0, 0, 0, 0, true);

    /// <summary>
    /// The energy of the differences between samples half a millisecond apart: of what voices are made of, without offset,
    /// hum and rumble. Whole numbers, so every processor gives the same.
    /// </summary>
    internal static long Level(ReadOnlySpan<short> frame)
    {
        var samples = MemoryMarshal.Cast<short, Vector128<short>>(frame); // eight in each, so half a millisecond is the next
        var sum = Vector128<ulong>.Zero;
        var (low, high) = Vector128.Widen(samples[0]);
        foreach (var next in samples[1..])
        {
            var (nextLow, nextHigh) = Vector128.Widen(next);
            sum += Squares(nextLow - low) + Squares(nextHigh - high);
            (low, high) = (nextLow, nextHigh);
        }

        return (long)Vector128.Sum(sum);
    }

    private static Vector128<ulong> Squares(Vector128<int> differences)
    {
        var (one, other) = Vector128.Widen((differences * differences).AsUInt32());
        return one + other;
    }

    private bool IsOutside(long level) => level > _loudest * Margin || level < _quietest / Margin;

    private bool Widens(long level)
    {
        var (quietest, loudest) = (Math.Min(_quietest, level), Math.Max(_loudest, level));
        if (loudest > quietest * Spread) return false;
        (_quietest, _loudest) = (quietest, loudest);
        return true;
    }
}
