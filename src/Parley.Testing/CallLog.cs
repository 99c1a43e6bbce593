namespace Parley.Testing;

/// <summary>How the calls of a scripted engine went.</summary>
public sealed class CallLog
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begunCount;
    private int _cancelledCount;
    private int _running;

    /// <summary>Calls that ever began.</summary>
    public int Begun => _begunCount;

    /// <summary>Calls that ended after their token had been cancelled.</summary>
    public int Cancelled => _cancelledCount;

    /// <summary>Calls that have not ended.</summary>
    public int Running => _running;

    /// <summary>Done once a call has begun.</summary>
    public Task FirstBegun => _begun.Task;

    /// <summary>Done once a cancelled call has ended.</summary>
    public Task FirstCancelled => _cancelled.Task;

    internal IDisposable Begin(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _begunCount);
        Interlocked.Increment(ref _running);
        _begun.TrySetResult();
        return new Call(this, cancellation);
    }

    private sealed class Call(CallLog log, CancellationToken cancellation) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref log._running);
            if (cancellation.IsCancellationRequested)
            {
                Interlocked.Increment(ref log._cancelledCount);
                log._cancelled.TrySetResult();
            }
        }
    }
}
