namespace Parley.Audio;

/// <summary>How loud 16-bit samples are, and how to make them as loud as wanted.</summary>
public static class Loudness
{
    /// <summary>Root mean square against full scale, in dB: 0 for a full-scale square, negative infinity for silence.</summary>
    public static double RmsDbfs(ReadOnlySpan<short> samples)
    {
        var energy = 0L;
        foreach (var sample in samples) energy += sample * sample;
        return energy == 0 ? double.NegativeInfinity : 10 * Math.Log10(energy / (samples.Length * 32768d * 32768d));
    }

    /// <summary>The factor that brings the samples to <paramref name="targetDbfs"/>, or as near as goes without clipping.</summary>
    /// <returns>1 for silence, which no gain makes loud.</returns>
    public static double GainTo(ReadOnlySpan<short> samples, double targetDbfs)
    {
        var peak = 0;
        foreach (var sample in samples) peak = Math.Max(peak, Math.Abs((int)sample));
        return peak == 0 ? 1 : Math.Min(Math.Pow(10, (targetDbfs - RmsDbfs(samples)) / 20), (double)short.MaxValue / peak);
    }

    /// <summary>Multiplies in place; what would overflow is held at full scale.</summary>
    public static void Apply(Span<short> samples, double gain)
    {
        foreach (ref var sample in samples)
            sample = (short)Math.Clamp(Math.Round(sample * gain), short.MinValue, short.MaxValue);
    }
}
