using Parley.Measuring;

namespace Parley.Trials;

/// <summary>Finds how many sessions a server bears within bounds, with one crowd that grows and shrinks.</summary>
internal sealed class Ramp(Trial trial, Func<Figures, Bounds> bounds, Subject subject, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    // a step that fails is tried again: a machine has other things to do, too
    private const int Attempts = 2;

    private readonly RampSearch _search = new(trial.Sessions);
    private readonly List<RampStep> _steps = [];
    private Observation? _observation;
    private Bounds? _bounds;
    private int _attempts;

    /// <summary>How many sessions the next step has, or null when the number is found.</summary>
    public int? Next => _search.Next;

    public RampResult Result => new(_search.Held, _steps);

    /// <summary>Measures the next step.</summary>
    /// <param name="progress">Reports from 0 to 1.</param>
    /// <param name="cancellation">Ends the search.</param>
    public async Task<RampStep> StepAsync(IProgress<double> progress, CancellationToken cancellation)
    {
        var sessions = Next ?? throw new InvalidOperationException("The number is found.");
        var before = _observation is null ? trial.WarmUp : Settling;
        _observation ??= await Observation.BeginAsync(trial.Load, subject, time, cancellation);
        await _observation.ResizeAsync(sessions, cancellation);
        var settled = before / (before + trial.Counted);
        await _observation.WaitAsync(before, new Share(progress, 0, settled), cancellation);
        cancellation.ThrowIfCancellationRequested();
        var result = await _observation.CountAsync(sessions, trial.Counted, new Share(progress, settled, 1), cancellation);
        cancellation.ThrowIfCancellationRequested(); // half a step is none
        return Judge(sessions, result);
    }

    public ValueTask DisposeAsync() => _observation?.DisposeAsync() ?? ValueTask.CompletedTask;

    private RampStep Judge(int sessions, TrialResult result)
    {
        _bounds ??= bounds(result.Figures);
        var step = new RampStep(sessions, _bounds, result);
        _steps.Add(step);
        if (step.Holds || ++_attempts == Attempts)
        {
            _attempts = 0;
            _search.Tried(sessions, step.Holds);
        }

        return step;
    }
}

/// <summary>So many sessions, and whether the server bore them.</summary>
internal sealed record RampStep(int Sessions, Bounds Bounds, TrialResult Result)
{
    public (string Name, TimeSpan At) Worst => Bounds.Worst(Result.Figures);

    public bool Holds => Result.Held == Sessions && Result.Figures.Closes.Total == 0 && IsAnswered && Worst.At <= Bounds.Most;

    // what is never answered is never late: of the updates that were due, most must have been
    private bool IsAnswered => Result.Figures.Updated.Count >= Result.UpdatesDue / 2;
}

/// <summary>What was found, and how.</summary>
/// <param name="Sessions">The largest number that held; 0 where none did.</param>
internal sealed record RampResult(int Sessions, IReadOnlyList<RampStep> Steps)
{
    /// <summary>The step that held the most sessions, or else the smallest one.</summary>
    public RampStep Best => Steps.Where(step => step.Holds).MaxBy(step => step.Sessions) ?? Steps.MinBy(step => step.Sessions)!;

    /// <summary>Whether it was the load that gave out first: the server may bear more.</summary>
    public bool LoadWasShort => Steps.Where(step => !step.Holds && step.Sessions > Sessions).GroupBy(step => step.Sessions).MinBy(tries => tries.Key)?.All(step => step.Result.LoadWasShort) ?? false;
}
