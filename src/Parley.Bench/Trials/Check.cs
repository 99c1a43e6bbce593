using System.Globalization;
using Parley.Measuring;

namespace Parley.Trials;

/// <summary>What must hold of a server beside the smallest one, with factors that only a mistake exceeds.</summary>
internal static class Check
{
    private const double MostCpu = 3;
    private static readonly TimeSpan MostAdded = TimeSpan.FromMilliseconds(50);

    /// <summary>Each thing that does not hold, in a sentence; none is well.</summary>
    public static IEnumerable<string> Breaches(Measured measured, Measured smallest)
    {
        var (server, limit) = (measured.Trial, smallest.Trial);
        if (server.LoadWasShort || limit.LoadWasShort)
        {
            yield return "The load could not keep its own time, so that nothing can be said of the server: leave the machine to it, or ask for fewer sessions.";
        }

        if (server.Held < server.Asked)
        {
            yield return $"Of {server.Asked} sessions {server.Held} were held.";
        }

        if (CpuPerSession(server) / CpuPerSession(limit) is { } ratio && ratio > MostCpu)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"A session costs {ratio:0.0} times the CPU of B's; at most {MostCpu:0} times is bearable.");
        }

        foreach (var ((name, at), (_, least)) in measured.Bounds.Delays(server.Figures).Zip(smallest.Bounds.Delays(limit.Figures)))
        {
            if (at - least > MostAdded)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{name} comes {at.TotalMilliseconds:0} ms late at p99, B's {least.TotalMilliseconds:0} ms; at most {MostAdded.TotalMilliseconds:0} ms more is bearable.");
            }
        }

        foreach (var (what, count) in Faults(server.Figures))
        {
            if (count > 0)
            {
                yield return $"{what}: {count}, where there must be none.";
            }
        }
    }

    private static IEnumerable<(string What, int Count)> Faults(Figures figures) =>
    [
        ("Errors", figures.Errors.Total),
        ("Events out of order", figures.OutOfOrder.Total),
        ("Pieces of sound after a barge-in", figures.DeltasAfterCancel.Value),
        ("Underruns", figures.Underruns.Value),
        ("Utterances without an answer", figures.Unanswered.Value),
        ("Sessions that the server ended", figures.Closes.Total),
    ];

    private static double? CpuPerSession(TrialResult trial) => (trial.After.Process?.Cpu - trial.Before.Process?.Cpu) / trial.SessionTime;
}
