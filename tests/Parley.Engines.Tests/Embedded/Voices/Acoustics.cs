using System.Numerics;

namespace Parley.Embedded.Voices;

/// <summary>What a voice sounds like, measured: its median pitch (autocorrelation) and the centre of its spectrum, both in Hz.</summary>
internal sealed record Acoustics(double MedianPitch, double Centroid)
{
    private const int Frame = 1024;

    public static Acoustics Of(ReadOnlySpan<short> samples, int rate)
    {
        List<double> pitches = [];
        double weighted = 0, power = 0;
        var loud = Loudest(samples) * 0.1;
        for (var start = 0; start + Frame <= samples.Length; start += Frame / 2)
        {
            var frame = samples.Slice(start, Frame);
            if (Rms(frame) < loud)
                continue;
            if (Pitch(frame, rate) is { } pitch)
                pitches.Add(pitch);
            if (start / Frame % 4 == 0)
                Spectrum(frame, rate, ref weighted, ref power);
        }

        pitches.Sort();
        return new(pitches[pitches.Count / 2], weighted / power);
    }

    private static double Loudest(ReadOnlySpan<short> samples)
    {
        double loudest = 0;
        for (var start = 0; start + Frame <= samples.Length; start += Frame)
            loudest = Math.Max(loudest, Rms(samples.Slice(start, Frame)));
        return loudest;
    }

    private static double Rms(ReadOnlySpan<short> frame)
    {
        double sum = 0;
        foreach (var sample in frame)
            sum += (double)sample * sample;
        return Math.Sqrt(sum / frame.Length);
    }

    // The first strong peak of the normalized autocorrelation between 60 and 400 Hz; null where there is none (unvoiced).
    private static double? Pitch(ReadOnlySpan<short> frame, int rate)
    {
        var (least, most) = (rate / 400, Math.Min(rate / 60, Frame / 2));
        var correlation = new double[most + 1];
        for (var lag = least; lag <= most; lag++)
        {
            double cross = 0, a = 0, b = 0;
            for (var i = 0; i + lag < Frame; i++)
            {
                cross += (double)frame[i] * frame[i + lag];
                a += (double)frame[i] * frame[i];
                b += (double)frame[i + lag] * frame[i + lag];
            }

            correlation[lag] = cross / Math.Sqrt((a * b) + 1);
        }

        var best = correlation.Max();
        if (best < 0.6)
            return null;
        for (var lag = least + 1; lag < most; lag++)
        {
            if (correlation[lag] >= best * 0.9 && correlation[lag] >= correlation[lag - 1] && correlation[lag] >= correlation[lag + 1])
                return (double)rate / lag;
        }

        return null;
    }

    // 100 Hz to 5 kHz, so that engines of different sampling rates compare.
    private static void Spectrum(ReadOnlySpan<short> frame, int rate, ref double weighted, ref double power)
    {
        for (var frequency = 100.0; frequency < 5000; frequency += 50)
        {
            var sum = Complex.Zero;
            var turn = Complex.FromPolarCoordinates(1, -2 * Math.PI * frequency / rate);
            var phase = Complex.One;
            for (var i = 0; i < Frame; i++, phase *= turn)
                sum += phase * frame[i] * (0.5 - (0.5 * Math.Cos(2 * Math.PI * i / Frame)));
            weighted += frequency * sum.Magnitude;
            power += sum.Magnitude;
        }
    }
}
