using System.Globalization;
using Parley.Measuring;
using Parley.Trials;

namespace Parley.Reporting;

/// <summary>What a report says in sentences: what went wrong, and how many sessions were found to be borne.</summary>
internal static class Remark
{
    public static IEnumerable<string> Of(BenchReport report) => report.Servers.SelectMany(Of).Concat(Capacity(report));

    private static IEnumerable<string> Of(Measured server)
    {
        var (trial, figures) = (server.Trial, server.Trial.Figures);
        (string What, Counts Counts)[] troubles = [("refused", trial.Arrivals.Refusals), ("errors", figures.Errors), ("closed by the server", figures.Closes), ("out of order", figures.OutOfOrder)];
        foreach (var (what, counts) in troubles.Where(trouble => trouble.Counts.Total > 0))
        {
            yield return $"{server.Name}: {what}: {string.Join(", ", counts.ToDictionary().Select(count => $"{count.Key} × {count.Value}"))}";
        }

        if (trial.LoadWasShort)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{server.Name}: the load could not keep its own time (it took {trial.LoadCores:0.00} of its core, and its ticks were {figures.Lateness.Percentile(99).TotalMilliseconds:0.0} ms late at p99): the figures are worse than the server. Where other work keeps the machine busy, leave it to the bench, or run it as root with chrt -r 10.");
        }
    }

    private static IEnumerable<string> Capacity(BenchReport report)
    {
        foreach (var server in report.Servers)
        {
            if (server.Ramp is { } ramp)
            {
                yield return $"{server.Name} bears {(ramp.LoadWasShort ? "at least " : "")}{ramp.Sessions} sessions{(ramp.LoadWasShort ? "; above that, the load could not keep its own time" : "")}.";
            }
        }

        if (report is { Server.Ramp: { } own, Limit.Ramp: { Sessions: > 0 } limit })
        {
            yield return $"That is {Sheet.Ratio(own.Sessions, limit.Sessions)}.";
        }
    }
}
