namespace Parley.Audio;

/// <summary>A finished piece of mono sound.</summary>
/// <param name="SampleRate">Samples per second.</param>
/// <param name="Samples">16-bit samples.</param>
public sealed record Sound(int SampleRate, ReadOnlyMemory<short> Samples)
{
    public TimeSpan Duration => new(Samples.Length * TimeSpan.TicksPerSecond / SampleRate);

    /// <summary>The same sound at another rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rates have no small common ratio.</exception>
    public Sound At(int sampleRate)
    {
        if (sampleRate == SampleRate) return this;

        var resampler = new Resampler(SampleRate, sampleRate);
        var output = new short[resampler.MaxOutput(Samples.Length) + resampler.MaxFlush];
        var written = resampler.Write(Samples.Span, output);
        written += resampler.Flush(output.AsSpan(written));
        return new(sampleRate, output.AsMemory(0, written));
    }
}
