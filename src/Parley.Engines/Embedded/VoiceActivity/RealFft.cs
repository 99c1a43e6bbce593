namespace Parley.Embedded.VoiceActivity;

/// <summary>The power spectrum of 512 real samples, through a complex transform of half the size.</summary>
internal static class RealFft
{
    public const int Size = 512;

    /// <summary>Frequencies from zero to half the sample rate.</summary>
    public const int Bins = (Size / 2) + 1;

    private const int Half = Size / 2;

    // e^(-2 pi i k / Size): the halves' own roots are every second of them.
    private static readonly float[] Cos = [.. Enumerable.Range(0, Half).Select(k => (float)Math.Cos(2 * Math.PI * k / Size))];
    private static readonly float[] Sin = [.. Enumerable.Range(0, Half).Select(k => (float)-Math.Sin(2 * Math.PI * k / Size))];
    private static readonly byte[] Reversed = [.. Enumerable.Range(0, Half).Select(Reverse)];

    /// <param name="samples"><see cref="Size"/> samples.</param>
    /// <param name="power">Room for <see cref="Bins"/> squared magnitudes.</param>
    public static void Power(ReadOnlySpan<float> samples, Span<float> power)
    {
        Span<float> re = stackalloc float[Half];
        Span<float> im = stackalloc float[Half];
        for (var i = 0; i < Half; i++)
        {
            re[Reversed[i]] = samples[2 * i];
            im[Reversed[i]] = samples[(2 * i) + 1];
        }

        for (var span = 1; span < Half; span *= 2) Butterflies(re, im, span);
        power[0] = (re[0] + im[0]) * (re[0] + im[0]);
        power[Half] = (re[0] - im[0]) * (re[0] - im[0]);
        for (var k = 1; k < Half; k++) power[k] = Untangle(re[k], im[k], re[Half - k], im[Half - k], k);
    }

    private static void Butterflies(Span<float> re, Span<float> im, int span)
    {
        var stride = Half / span;
        for (var start = 0; start < Half; start += 2 * span)
        {
            for (var k = 0; k < span; k++)
            {
                int upper = start + k, lower = upper + span;
                float cos = Cos[k * stride], sin = Sin[k * stride];
                var x = (re[lower] * cos) - (im[lower] * sin);
                var y = (re[lower] * sin) + (im[lower] * cos);
                (re[lower], im[lower]) = (re[upper] - x, im[upper] - y);
                (re[upper], im[upper]) = (re[upper] + x, im[upper] + y);
            }
        }
    }

    /// <summary>One bin of the real signal from the two bins of the complex one that mirror each other.</summary>
    private static float Untangle(float re, float im, float mirrorRe, float mirrorIm, int k)
    {
        float evenRe = (re + mirrorRe) / 2, evenIm = (im - mirrorIm) / 2;
        float oddRe = (im + mirrorIm) / 2, oddIm = (mirrorRe - re) / 2;
        var x = evenRe + (oddRe * Cos[k]) - (oddIm * Sin[k]);
        var y = evenIm + (oddRe * Sin[k]) + (oddIm * Cos[k]);
        return (x * x) + (y * y);
    }

    private static byte Reverse(int index)
    {
        var reversed = 0;
        for (var bit = 1; bit < Half; bit *= 2) reversed = (reversed * 2) + ((index & bit) == 0 ? 0 : 1);
        return (byte)reversed;
    }
}
