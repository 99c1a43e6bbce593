using Parley.Load;
using Parley.Measuring;

namespace Parley.Trials;

/// <summary>Puts a server under a load, lets it warm up, and counts.</summary>
internal sealed class Trial(LoadPlan load, TrialPlan plan, ServerGauge gauge, TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private readonly FigureBook _book = new();
    private readonly List<MemorySample> _memory = [];
    private readonly long _start = time.GetTimestamp();

    /// <param name="progress">Reports from 0 to 1.</param>
    /// <param name="cancellation">Ends it early, with what was counted until then.</param>
    /// <exception cref="OperationCanceledException">It was ended before anything was counted.</exception>
    public async Task<TrialResult> RunAsync(IProgress<double> progress, CancellationToken cancellation)
    {
        var idle = await gauge.ReadAsync(cancellation);
        await using var crowd = new Crowd(load, _book, time);
        await crowd.GrowAsync(plan.Sessions, cancellation);
        await WaitAsync(plan.WarmUp, TimeSpan.Zero, crowd, progress, cancellation);
        cancellation.ThrowIfCancellationRequested();

        var before = await gauge.ReadAsync(cancellation);
        var (cpu, sessionTime, begun) = (Environment.CpuUsage.TotalTime, crowd.SessionTime, time.GetTimestamp());
        _book.Turn();
        await WaitAsync(plan.Counted, plan.WarmUp, crowd, progress, cancellation);
        var figures = _book.Turn();
        var counted = time.GetElapsedTime(begun);
        return new(plan.Sessions, crowd.Held, counted, crowd.SessionTime - sessionTime, crowd.Arrivals, figures)
        {
            Idle = idle,
            Before = before,
            LoadCores = (Environment.CpuUsage.TotalTime - cpu) / counted,
            After = await gauge.ReadAsync(CancellationToken.None),
            Memory = _memory,
        };
    }

    private async Task WaitAsync(TimeSpan length, TimeSpan done, Crowd crowd, IProgress<double> progress, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        for (var left = length; left > TimeSpan.Zero && !cancellation.IsCancellationRequested; left = length - time.GetElapsedTime(begun))
        {
            await Task.Delay(left < Step ? left : Step, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            progress.Report((done + time.GetElapsedTime(begun)) / (plan.WarmUp + plan.Counted));
            if (gauge.Process() is { } process)
            {
                _memory.Add(new(time.GetElapsedTime(_start), process.ResidentBytes, crowd.Held));
            }
        }
    }
}
