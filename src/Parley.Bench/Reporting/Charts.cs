using Parley.Trials;

namespace Parley.Reporting;

/// <summary>What of a report is better seen than read.</summary>
internal static class Charts
{
    // what is faster than that is nothing to anybody
    private const double LeastMs = 0.01;
    private const double Megabyte = 1024 * 1024;
    private static readonly double[] Percents = [0, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 100];
    private static readonly TimeSpan Lengthy = TimeSpan.FromSeconds(60);

    public static IEnumerable<LineChart> Of(BenchReport report)
    {
        if (report.Servers.Any(server => server.Ramp is not null))
        {
            yield return Ramp(report);
        }

        foreach (var delay in Delay.All.Where(delay => delay.Of(report.Server.Trial).Count > 0))
        {
            yield return Distribution(delay, report);
        }

        if (report.Server.Trial.Memory is [.., { At: var last }] && last > Lengthy)
        {
            yield return Memory(report);
        }
    }

    private static LineChart Ramp(BenchReport report)
    {
        var ramps = report.Servers.Where(server => server.Ramp is not null).Select(server => (server.Name, Class: Class(server, report), Steps: server.Ramp!.Steps)).ToList();
        var steps = ramps.SelectMany(ramp => ramp.Steps).ToList();
        var bound = steps[0].Bounds.Most.TotalMilliseconds;
        return new(
            "Sessions, and the worst p99 of what the server adds",
            Axis.Linear("sessions", steps.Max(step => step.Sessions)),
            Axis.Log("ms", 0.1, Math.Max(bound, steps.Max(Worst))),
            [.. ramps.Select(ramp => new Series(ramp.Name, ramp.Class, [.. Best(ramp.Steps)]))],
            bound);

        // of a step that was tried again, the better attempt
        static IEnumerable<(double, double)> Best(IEnumerable<RampStep> steps) =>
            steps.GroupBy(step => step.Sessions).OrderBy(tries => tries.Key).Select(tries => ((double)tries.Key, tries.Min(Worst)));

        static double Worst(RampStep step) => step.Worst.At.TotalMilliseconds;
    }

    private static LineChart Distribution(Delay delay, BenchReport report)
    {
        var lines = report.Servers.Where(server => delay.Of(server.Trial).Count > 0)
            .Select(server => new Series(server.Name, Class(server, report), [.. Percents.Select(percent => (percent, Math.Max(LeastMs, At(server.Trial, percent))))]))
            .ToList();
        var values = lines.SelectMany(line => line.Points).Select(point => point.Y).ToList();
        return new(delay.Name, Axis.Percentiles(), Axis.Log("ms", values.Min(), values.Max()), lines);

        double At(TrialResult trial, double percent) => (percent == 100 ? delay.Max(trial) : delay.At(trial, percent)) ?? 0;
    }

    private static LineChart Memory(BenchReport report)
    {
        var lines = report.Servers
            .Select(server => new Series(server.Name, Class(server, report), [.. server.Trial.Memory.Select(sample => (sample.At.TotalSeconds, sample.ResidentBytes / Megabyte))]))
            .ToList();
        var points = lines.SelectMany(line => line.Points).ToList();
        return new("The server's memory over time", Axis.Linear("seconds", points.Max(point => point.X)), Axis.Linear("MB", points.Max(point => point.Y)), lines);
    }

    private static string Class(Measured server, BenchReport report) => server == report.Limit ? "limit" : "server";
}
