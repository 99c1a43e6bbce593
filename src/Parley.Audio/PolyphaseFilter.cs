using System.Collections.Concurrent;

namespace Parley.Audio;

/// <summary>The immutable coefficients that take one rate to another, shared by all streams that need them.</summary>
/// <remarks>
/// A sinc in a Kaiser window: flat to 85 % of the lower rate's Nyquist frequency, 60 dB down from there on. Whole
/// numbers with <see cref="ScaleBits"/> fractional bits: coarse enough for 16-bit arithmetic, fine enough for -80 dB.
/// </remarks>
internal sealed class PolyphaseFilter
{
    public const int ScaleBits = 14;

    private const double PassShare = .85;
    private const double StopbandDb = 60;
    private const int MostPhases = 640;
    private const int LowestRate = 8000;
    private const int HighestRate = 192000;

    private static readonly ConcurrentDictionary<(int From, int To), PolyphaseFilter> Shared = new();

    private readonly short[] _coefficients;

    private PolyphaseFilter(int fromRate, int toRate)
    {
        var divisor = CommonDivisor(fromRate, toRate);
        Phases = toRate / divisor;
        Stride = fromRate / divisor;

        var nyquist = Math.Min(fromRate, toRate) / 2d;
        var transition = 2 * Math.PI * (1 - PassShare) * nyquist / fromRate;
        var length = (StopbandDb - 7.95) / (2.285 * transition);
        Taps = (int)Math.Round(length / DotProduct.Step) * DotProduct.Step;

        _coefficients = new short[Phases * Taps];
        var cutoff = (1 + PassShare) * nyquist / fromRate;
        for (var phase = 0; phase < Phases; phase++) Fill(_coefficients.AsSpan(phase * Taps, Taps), (double)phase / Phases, cutoff);
    }

    /// <summary>Output positions between two input samples.</summary>
    public int Phases { get; }

    /// <summary>How many such positions lie between two output samples.</summary>
    public int Stride { get; }

    /// <summary>Input samples that make one output sample.</summary>
    public int Taps { get; }

    /// <summary>The filter of a pair of rates, made once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rates have no small common ratio, or are no speech rates.</exception>
    public static PolyphaseFilter For(int fromRate, int toRate) => Supports(fromRate, toRate)
        ? Shared.GetOrAdd((fromRate, toRate), static pair => new(pair.From, pair.To))
        : throw new ArgumentOutOfRangeException(
            nameof(fromRate),
            fromRate,
            $"Cannot resample {fromRate} Hz to {toRate} Hz: both must lie between {LowestRate} and {HighestRate} Hz "
            + $"and the second be at most {MostPhases} times their common divisor (as all usual rates are).");

    public static bool Supports(int fromRate, int toRate) =>
        fromRate is >= LowestRate and <= HighestRate && toRate is >= LowestRate and <= HighestRate
        && toRate / CommonDivisor(fromRate, toRate) <= MostPhases;

    public ReadOnlySpan<short> Phase(int phase) => _coefficients.AsSpan(phase * Taps, Taps);

    /// <summary>The taps of one phase; they add up to exactly one, so that a constant stays what it is.</summary>
    private static void Fill(Span<short> taps, double fraction, double cutoff)
    {
        Span<double> ideal = stackalloc double[taps.Length];
        var sum = 0d;
        for (var k = 0; k < taps.Length; k++)
        {
            var distance = k - (taps.Length / 2) + 1 - fraction;
            ideal[k] = Sinc(cutoff * distance) * Kaiser(distance / (taps.Length / 2));
            sum += ideal[k];
        }

        var rest = 1 << ScaleBits;
        for (var k = 0; k < taps.Length; k++)
        {
            taps[k] = (short)Math.Round(ideal[k] / sum * (1 << ScaleBits));
            rest -= taps[k];
        }

        taps[(taps.Length / 2) - 1] += (short)rest;
    }

    private static int CommonDivisor(int one, int other) => other == 0 ? one : CommonDivisor(other, one % other);

    private static double Sinc(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    /// <summary>The window; its height does not matter, since the taps are brought to a sum of one.</summary>
    private static double Kaiser(double x) =>
        Math.Abs(x) > 1 ? 0 : Bessel(.1102 * (StopbandDb - 8.7) * Math.Sqrt(1 - (x * x)));

    /// <summary>The modified Bessel function of order zero.</summary>
    private static double Bessel(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > sum * 1e-12; k++) sum += term *= x * x / (4d * k * k);
        return sum;
    }
}
