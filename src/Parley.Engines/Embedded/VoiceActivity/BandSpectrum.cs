namespace Parley.Embedded.VoiceActivity;

/// <summary>Listens to 16 kHz frames through an overlapping window and gives the power in bands as wide as the ear's.</summary>
internal sealed class BandSpectrum
{
    public const int FrameSamples = 320;
    public const int Bands = 22;

    private const int KeptSamples = RealFft.Size - FrameSamples;
    private const double LowestHz = 120;
    private const double HighestHz = 7000;

    private static readonly float[] Window =
        [.. Enumerable.Range(0, RealFft.Size).Select(i => (float)(.5 - (.5 * Math.Cos(2 * Math.PI * (i + .5) / RealFft.Size))))];

    private static readonly int[] Edges = [.. Enumerable.Range(0, Bands + 1).Select(Edge)];

    private readonly short[] _kept = new short[KeptSamples];

    /// <summary>Takes the next frame and writes the mean power in each of the <see cref="Bands"/>.</summary>
    public void Next(ReadOnlySpan<short> frame, Span<float> bands)
    {
        Span<float> windowed = stackalloc float[RealFft.Size];
        Span<float> power = stackalloc float[RealFft.Bins];
        for (var i = 0; i < KeptSamples; i++) windowed[i] = _kept[i] * Window[i];
        for (var i = 0; i < FrameSamples; i++) windowed[KeptSamples + i] = frame[i] * Window[KeptSamples + i];
        frame[^KeptSamples..].CopyTo(_kept);

        RealFft.Power(windowed, power);
        for (var band = 0; band < Bands; band++)
        {
            var sum = 0f;
            for (var bin = Edges[band]; bin < Edges[band + 1]; bin++) sum += power[bin];
            bands[band] = sum / (Edges[band + 1] - Edges[band]);
        }
    }

    public void Reset() => Array.Clear(_kept);

    private static int Edge(int band)
    {
        var mel = Mel(LowestHz) + ((Mel(HighestHz) - Mel(LowestHz)) * band / Bands);
        return (int)Math.Round(700 * (Math.Exp(mel) - 1) * RealFft.Size / 16000);
    }

    private static double Mel(double hz) => Math.Log(1 + (hz / 700));
}
