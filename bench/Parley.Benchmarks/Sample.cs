using System.Runtime.InteropServices;

namespace Parley.Benchmarks;

/// <summary>Sound to measure with: a voice's harmonics that never pause, a room's noise, or silence with the last bits of a converter.</summary>
internal static class Sample
{
    private const int Harmonics = 20;
    private const double PitchHz = 130;
    private const double Level = 2500;

    /// <summary>As 16-bit PCM.</summary>
    public static byte[] Voice(int rate, int ms) => MemoryMarshal.AsBytes(VoiceSamples(rate, ms).AsSpan()).ToArray();

    /// <summary>As 16-bit PCM.</summary>
    public static byte[] Silence(int rate, int ms) => MemoryMarshal.AsBytes(SilentSamples(rate, ms).AsSpan()).ToArray();

    public static short[] VoiceSamples(int rate, int ms) => [.. Enumerable.Range(0, rate * ms / 1000).Select(n => (short)(Level * Swell(n, rate) * Buzz(n, rate)))];

    public static short[] SilentSamples(int rate, int ms) => [.. Enumerable.Range(0, rate * ms / 1000).Select(n => (short)((n * 7 % 5) - 2))];

    /// <summary>White noise, 60 dB below full scale.</summary>
    public static short[] RoomSamples(int rate, int ms)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, rate * ms / 1000).Select(_ => (short)random.Next(-57, 58))];
    }

    // four syllables a second
    private static double Swell(int n, int rate) => .7 + (.3 * Math.Sin(2 * Math.PI * 4 * n / rate));

    private static double Buzz(int n, int rate) => Enumerable.Range(1, Harmonics).Sum(k => Math.Sin(2 * Math.PI * PitchHz * k * n / rate) / k);
}
