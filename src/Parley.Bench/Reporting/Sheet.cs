using System.Globalization;
using Parley.Trials;

namespace Parley.Reporting;

/// <summary>A table of a report as words: what each row is about, and then a cell for each heading.</summary>
internal sealed record Sheet(IReadOnlyList<string> Headings, IReadOnlyList<(string About, IReadOnlyList<string> Cells)> Rows)
{
    private const string Unknown = "–";
    private const string TooFew = "too few";

    /// <summary>What it costs, and what happened.</summary>
    public static Sheet Quantities(BenchReport report)
    {
        List<(string, IReadOnlyList<string>)> rows = [];
        foreach (var quantity in Quantity.All)
        {
            var values = report.Servers.Select(server => quantity.Of(server.Trial)).ToList();
            if (values.Exists(value => value is not null))
            {
                rows.Add((quantity.Title, [.. values.Select(value => Number(value, quantity.Digits)), .. values.Count > 1 ? [Ratio(values[0], values[1])] : Array.Empty<string>()]));
            }
        }

        return new([.. report.Servers.Select(server => server.Name), .. report.Limit is null ? Array.Empty<string>() : ["ratio"]], rows);
    }

    /// <summary>How long things take, in milliseconds.</summary>
    public static Sheet Delays(BenchReport report)
    {
        List<(string, IReadOnlyList<string>)> rows = [];
        foreach (var delay in Delay.All.Where(delay => report.Servers.Any(server => delay.Of(server.Trial).Count > 0)))
        {
            rows.Add((delay.Name, [.. report.Servers.SelectMany(server => Times(delay, server.Trial)), .. Ratios(delay, report)]));
        }

        return new([.. report.Servers.SelectMany(server => new[] { $"{server.Name} times", "p50", "p95", "p99", "max" }), .. report.Limit is null ? Array.Empty<string>() : ["ratio p50", "p99"]], rows);
    }

    /// <summary>A figure as people read it.</summary>
    public static string Number(double? value, int digits) =>
        value is { } number && double.IsFinite(number) ? number.ToString($"N{digits}", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A figure as a multiple of B's.</summary>
    public static string Ratio(double? server, double? limit) =>
        server / limit is { } ratio && double.IsFinite(ratio) ? $"{ratio.ToString("0.00", CultureInfo.InvariantCulture)} B" : Unknown;

    private static string[] Times(Delay delay, TrialResult trial) =>
        [Number(delay.Of(trial).Count, 0), Number(delay.At(trial, 50), 2), Tail(delay, trial, 95), Tail(delay, trial, 99), Number(delay.Max(trial), 2)];

    // of fewer times there is none that lies beyond
    private static string Tail(Delay delay, TrialResult trial, int percent) => delay.Of(trial).Count < 100 / (100 - percent) ? TooFew : Number(delay.At(trial, percent), 2);

    private static string[] Ratios(Delay delay, BenchReport report) => report.Limit is { Trial: var limit }
        ? [Ratio(delay.At(report.Server.Trial, 50), delay.At(limit, 50)), Ratio(delay.At(report.Server.Trial, 99), delay.At(limit, 99))]
        : [];
}
