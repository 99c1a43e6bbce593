namespace Parley.Embedded.PocketSphinx;

/// <summary>Brings speech to the level at which the acoustic model hears best, about −36 dBFS RMS.</summary>
internal static class Level
{
    internal const double Target = 0.01585 * 32768;

    // what is softer than −54 dBFS is rather noise than speech
    private const double MostGain = 8;

    internal static short[] Normalise(ReadOnlySpan<short> utterance)
    {
        var level = Rms(utterance);
        return Scale(utterance, level == 0 ? 1 : Math.Min(MostGain, Target / level));
    }

    internal static short[] Scale(ReadOnlySpan<short> samples, double gain)
    {
        var scaled = new short[samples.Length];
        for (var i = 0; i < samples.Length; i++)
            scaled[i] = (short)Math.Clamp(Math.Round(samples[i] * gain), short.MinValue, short.MaxValue);
        return scaled;
    }

    internal static double Rms(ReadOnlySpan<short> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
            sum += (double)sample * sample;
        return samples.IsEmpty ? 0 : Math.Sqrt(sum / samples.Length);
    }
}
