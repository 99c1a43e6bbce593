using Parley.Load;

namespace Parley.Trials;

/// <summary>Puts a server under a load, lets it warm up, and counts.</summary>
internal sealed record Trial(LoadPlan Load, int Sessions, TimeSpan WarmUp, TimeSpan Counted)
{
    /// <param name="progress">Reports from 0 to 1.</param>
    /// <param name="cancellation">Ends it early, with what was counted until then.</param>
    /// <exception cref="OperationCanceledException">It was ended before anything was counted.</exception>
    public async Task<TrialResult> RunAsync(Subject subject, TimeProvider time, IProgress<double> progress, CancellationToken cancellation)
    {
        var whole = WarmUp + Counted;
        await using var observation = await Observation.BeginAsync(Load, subject, time, cancellation);
        await observation.ResizeAsync(Sessions, cancellation);
        await observation.WaitAsync(WarmUp, new Share(progress, 0, WarmUp / whole), cancellation);
        cancellation.ThrowIfCancellationRequested();
        var result = await observation.CountAsync(Sessions, Counted, new Share(progress, WarmUp / whole, 1), cancellation);
        return result with { Left = await observation.EndAsync() };
    }
}

/// <summary>A part of some progress.</summary>
internal sealed class Share(IProgress<double> whole, double from, double to) : IProgress<double>
{
    public void Report(double value) => whole.Report(from + value * (to - from));
}
