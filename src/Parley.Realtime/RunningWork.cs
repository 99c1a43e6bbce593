namespace Parley.Realtime;

/// <summary>Tasks that a session has started. How engines fail is an outcome, and told: a task that faults is a bug of ours.</summary>
/// <param name="onBug">Called at once, so that nobody waits for what will never be reported.</param>
internal sealed class RunningWork(Action onBug)
{
    private readonly HashSet<Task> _running = [];

    public void Add(Task work)
    {
        _running.RemoveWhere(task => task.IsCompletedSuccessfully);
        _running.Add(WatchAsync(work));
    }

    /// <summary>Ends when nothing runs any more, and throws the bug if there was one.</summary>
    public Task EndAsync() => Task.WhenAll(_running);

    private async Task WatchAsync(Task work)
    {
        try
        {
            await work;
        }
        catch
        {
            onBug();
            throw;
        }
    }
}
