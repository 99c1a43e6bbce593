using Parley.Measuring;

namespace Parley.Trials;

/// <summary>What might have been measured: a hundred sessions, for ten seconds.</summary>
internal static class Results
{
    public static readonly Bounds Bounds = Bounds.OfEnergy(TimeSpan.FromMilliseconds(20));

    private const int Sessions = 100;
    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(10);

    /// <param name="cpuMs">Of each session in each second.</param>
    /// <param name="delayMs">What the server adds to each thing.</param>
    public static TrialResult Of(double cpuMs = 1, int delayMs = 1, Action<Figures>? also = null)
    {
        var figures = new Figures();
        for (var i = 0; i < 300; i++)
        {
            figures.Stopped.Record(Ms(200 + delayMs));
            figures.FirstAudio.Record(Ms(delayMs));
            figures.Cancelled.Record(Ms(100 + delayMs));
            figures.Updated.Record(Ms(delayMs));
            figures.Lateness.Record(Ms(1));
            figures.Turns.Add();
        }

        also?.Invoke(figures);
        var lived = Sessions * Counted;
        var cpu = TimeSpan.FromMilliseconds(cpuMs * lived.TotalSeconds);
        return new(Sessions, Sessions, Counted, lived, new(), figures)
        {
            Idle = At(default, 50_000_000),
            Before = At(TimeSpan.FromSeconds(3), 60_000_000),
            After = At(TimeSpan.FromSeconds(3) + cpu, 60_240_000),
            UpdatesDue = 200,
            LoadCores = 0.2,
            Memory = [new(TimeSpan.FromSeconds(1), 50_000_000, Sessions), new(TimeSpan.FromSeconds(90), 60_240_000, Sessions)],
        };
    }

    public static TimeSpan Ms(int ms) => TimeSpan.FromMilliseconds(ms);

    private static ServerReading At(TimeSpan cpu, long bytes) => new(new(cpu, bytes, Threads: 20, Descriptors: 100), Runtime: null);
}
