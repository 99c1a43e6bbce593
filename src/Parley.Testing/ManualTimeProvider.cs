namespace Parley.Testing;

/// <summary>Time that moves only when it is told to, and then fires every timer that is due, in order.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan DueTime, TaskCompletionSource Set)> _awaited = [];
    private DateTimeOffset _now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves time on.</summary>
    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (Next(until) is { } due)
        {
            due();
        }

        lock (_gate)
        {
            _now = until;
        }
    }

    /// <summary>Ends when a timer waits that was set to elapse after that time; at once where one does.</summary>
    public Task TimerAsync(TimeSpan dueTime)
    {
        lock (_gate)
        {
            if (_timers.Any(timer => timer.After == dueTime))
            {
                return Task.CompletedTask;
            }

            var set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((dueTime, set));
            return set.Task;
        }
    }

    private void TellOf(TimeSpan dueTime)
    {
        foreach (var (_, set) in _awaited.Where(awaited => awaited.DueTime == dueTime))
        {
            set.SetResult();
        }

        _awaited.RemoveAll(awaited => awaited.DueTime == dueTime);
    }

    private Action? Next(DateTimeOffset until)
    {
        lock (_gate)
        {
            if (_timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due) is not { } next)
            {
                return null;
            }

            _now = next.Due > _now ? next.Due : _now;
            next.Elapse();
            return next.Callback;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider time, Action callback) : ITimer
    {
        private TimeSpan _period;

        public Action Callback => callback;

        public TimeSpan After { get; private set; }

        public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                _period = period;
                time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    (After, Due) = (dueTime, time._now + dueTime);
                    time._timers.Add(this);
                    time.TellOf(dueTime);
                }

                return true;
            }
        }

        public void Elapse()
        {
            if (_period == Timeout.InfiniteTimeSpan)
            {
                time._timers.Remove(this);
            }
            else
            {
                Due += _period;
            }
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
