namespace Parley.Tests.Transport;

/// <summary>A clock whose last timer elapses when the test says so.</summary>
internal sealed class ManualTime : TimeProvider
{
    private Action _elapse = () => { };

    /// <summary>How many timers were asked for.</summary>
    public int Timers { get; private set; }

    public void Elapse() => _elapse();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _elapse = () => callback(state);
        Timers++;
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
