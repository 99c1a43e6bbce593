using System.Globalization;
using Parley.Measuring;
using Parley.Reporting;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Showing;

/// <summary>What the bench has found out, for a person: a server beside the smallest one, and the ratio of the two.</summary>
internal static class BenchTable
{
    public static IEnumerable<IRenderable> Of(BenchReport report)
    {
        yield return Quantities(report);
        yield return Delays(report);
    }

    /// <summary>What went wrong, a line for each kind.</summary>
    public static IEnumerable<string> Troubles(BenchReport report) => report.Servers.SelectMany(Troubles);

    private static Table Quantities(BenchReport report)
    {
        var table = Begin(report, "", server => [server]);
        if (report.Limit is not null)
        {
            table.AddColumn(Right("ratio"));
        }

        foreach (var quantity in Quantity.All)
        {
            var values = report.Servers.Select(server => quantity.Of(server.Trial)).ToList();
            if (values.Exists(value => value is not null))
            {
                table.AddRow([
                    Markup.Escape(quantity.Unit.Length == 0 ? quantity.Name : $"{quantity.Name}, {quantity.Unit}"),
                    .. values.Select(value => Number(value, quantity.Digits)),
                    .. values.Count > 1 ? [Ratio(values[0], values[1])] : Array.Empty<string>(),
                ]);
            }
        }

        return table;
    }

    private static Table Delays(BenchReport report)
    {
        var table = Begin(report, "ms", server => [$"{server} p50", "p95", "p99", "max"]);
        if (report.Limit is not null)
        {
            table.AddColumn(Right("ratio p50"));
            table.AddColumn(Right("p99"));
        }

        foreach (var delay in Delay.All.Where(delay => report.Servers.Any(server => delay.Of(server.Trial).Count > 0)))
        {
            List<string> cells = [Markup.Escape(delay.Name)];
            foreach (var trial in report.Servers.Select(server => server.Trial))
            {
                cells.AddRange([Number(delay.At(trial, 50), 2), Number(delay.At(trial, 95), 2), Number(delay.At(trial, 99), 2), Number(delay.Max(trial), 2)]);
            }

            if (report.Limit is { Trial: var limit })
            {
                cells.AddRange([Ratio(delay.At(report.Server.Trial, 50), delay.At(limit, 50)), Ratio(delay.At(report.Server.Trial, 99), delay.At(limit, 99))]);
            }

            table.AddRow([.. cells]);
        }

        return table;
    }

    private static Table Begin(BenchReport report, string title, Func<string, string[]> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(title);
        foreach (var column in report.Servers.SelectMany(server => columns(server.Name)))
        {
            table.AddColumn(Right(column));
        }

        return table;
    }

    private static IEnumerable<string> Troubles(Measured server)
    {
        var figures = server.Trial.Figures;
        foreach (var (what, counts) in new[] { ("refused", server.Trial.Arrivals.Refusals), ("errors", figures.Errors), ("closed by the server", figures.Closes), ("out of order", figures.OutOfOrder) })
        {
            if (Said(counts) is { Length: > 0 } said)
            {
                yield return $"{server.Name}: {what}: {said}";
            }
        }

        if (server.Trial.LoadWasShort)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{server.Name}: the load itself was the bottleneck ({server.Trial.LoadCores:0.00} of its core, ticks {figures.Lateness.Percentile(99).TotalMilliseconds:0.0} ms late at p99): the figures are worse than the server.");
        }
    }

    private static string Said(Counts counts) => string.Join(", ", counts.ToDictionary().Select(count => $"{count.Key} × {count.Value}"));

    private static TableColumn Right(string header) => new TableColumn(Markup.Escape(header)).RightAligned();

    private static string Number(double? value, int digits) => value is { } number && double.IsFinite(number) ? number.ToString($"N{digits}", CultureInfo.InvariantCulture) : "-";

    private static string Ratio(double? server, double? limit) => server / limit is { } ratio && double.IsFinite(ratio) ? $"{ratio.ToString("0.00", CultureInfo.InvariantCulture)} B" : "-";
}
