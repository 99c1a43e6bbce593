namespace Parley.Audio;

/// <summary>Test signals, and how strong a tone is in what became of them.</summary>
internal static class Tones
{
    public static short[] Sine(int rate, double hz, int samples, double amplitude = 16000) =>
        [.. Enumerable.Range(0, samples).Select(n => (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * hz * n / rate)))];

    public static short[] Noise(int samples, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, samples).Select(_ => (short)random.Next(-20000, 20000))];
    }

    /// <summary>RMS of everything, in dB against a sine of the given amplitude.</summary>
    public static double Level(ReadOnlySpan<short> samples, double amplitude = 16000)
    {
        var energy = 0d;
        foreach (var sample in samples) energy += (double)sample * sample;
        return 10 * Math.Log10((energy / samples.Length / (amplitude * amplitude / 2)) + 1e-12);
    }

    /// <summary>What remains when the sine of a frequency that fits best is taken out.</summary>
    public static short[] Without(ReadOnlySpan<short> samples, int rate, double hz)
    {
        double cos = 0, sin = 0;
        for (var n = 0; n < samples.Length; n++)
        {
            cos += samples[n] * Math.Cos(2 * Math.PI * hz * n / rate) * 2 / samples.Length;
            sin += samples[n] * Math.Sin(2 * Math.PI * hz * n / rate) * 2 / samples.Length;
        }

        var rest = new short[samples.Length];
        for (var n = 0; n < rest.Length; n++)
        {
            var angle = 2 * Math.PI * hz * n / rate;
            rest[n] = (short)Math.Round(samples[n] - (cos * Math.Cos(angle)) - (sin * Math.Sin(angle)));
        }

        return rest;
    }
}
