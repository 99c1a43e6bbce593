namespace Parley.Listening;

/// <summary>Work of an engine that may be called off before it is done.</summary>
internal sealed class Errand<T>
{
    private readonly CancellationTokenSource _ends;

    /// <param name="work">The work; it never runs on the caller's stack.</param>
    /// <param name="sessionEnds">Calls it off too.</param>
    public Errand(Func<CancellationToken, Task<T>> work, CancellationToken sessionEnds)
    {
        _ends = CancellationTokenSource.CreateLinkedTokenSource(sessionEnds);
        Done = RunAsync(work, _ends.Token);
    }

    /// <summary>What became of it.</summary>
    public Task<T> Done { get; }

    /// <summary>Ends when the work has stopped, however it did; to be called once, also for work that is done.</summary>
    public async Task CallOffAsync()
    {
        await _ends.CancelAsync(); // what it wakes does not run on the loop's stack
        await ((Task)Done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // nobody wants to know how, only that
        _ends.Dispose();
    }

    private static async Task<T> RunAsync(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await work(cancellation);
    }
}
