using System.Globalization;

namespace Parley.Reporting;

/// <summary>A scale of a chart: where a value lies between its ends, 0 and 1, and which values are written beside it.</summary>
internal sealed record Axis(string Title, Func<double, double> Place, IReadOnlyList<(double Value, string Label)> Ticks)
{
    private const int FewestSteps = 4;
    private static readonly int[] RoundSteps = [5, 2, 1];

    /// <summary>Equal factors are equally far apart.</summary>
    public static Axis Log(string title, double least, double most)
    {
        var (from, to) = ((int)Math.Floor(Math.Log10(least)), Math.Max((int)Math.Floor(Math.Log10(least)) + 1, (int)Math.Ceiling(Math.Log10(most))));
        return new(
            title,
            value => Math.Clamp((Math.Log10(Math.Max(value, double.Epsilon)) - from) / (to - from), 0, 1),
            [.. Enumerable.Range(from, to - from + 1).Select(power => Math.Pow(10, power)).Select(value => (value, Text(value)))]);
    }

    /// <summary>From nothing to the most, in round steps.</summary>
    public static Axis Linear(string title, double most)
    {
        var step = Step(Math.Max(most, 1));
        var steps = Math.Max(1, (int)Math.Ceiling(most / step));
        return new(title, value => Math.Clamp(value / (steps * step), 0, 1), [.. Enumerable.Range(0, steps + 1).Select(at => (at * step, Text(at * step)))]);
    }

    /// <summary>Percentiles, each nine as far from the one before.</summary>
    public static Axis Percentiles()
    {
        (double, string)[] ticks = [(0, "least"), (50, "p50"), (90, "p90"), (99, "p99"), (99.9, "p99.9")];
        const double most = 99.95;
        return new("", percent => Nines(Math.Min(percent, most)) / Nines(most), ticks);

        static double Nines(double percent) => -Math.Log10(1 - (percent / 100));
    }

    private static double Step(double most)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(most / FewestSteps)));
        return RoundSteps.Select(factor => factor * power).First(step => most / step >= FewestSteps);
    }

    private static string Text(double value) => value.ToString(value >= 1000 ? "N0" : "0.####", CultureInfo.InvariantCulture);
}
