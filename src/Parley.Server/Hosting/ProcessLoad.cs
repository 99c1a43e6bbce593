namespace Parley.Hosting;

/// <summary>What can be read of a process' load.</summary>
internal interface ILoadSource
{
    /// <summary>That the process may use.</summary>
    int Cores { get; }

    /// <param name="isBusy">Whether lateness is worth measuring until the next reading.</param>
    LoadReading Read(bool isBusy);
}

/// <param name="Computed">By all threads, since the process began.</param>
/// <param name="Lateness">The most that a work item was late since the last reading.</param>
internal sealed record LoadReading(TimeSpan Computed, TimeSpan Lateness);

/// <summary>The load of this process. Lateness is that of its thread pool, where all sessions run: while it is busy, it has a probe of no work run every so often.</summary>
internal sealed class ProcessLoad : ILoadSource, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long? _begun; // when the probe that is under way was, if there is one
    private TimeSpan _worst;
    private bool _isBusy;

    public ProcessLoad(TimeProvider time)
        : this(time, run => ThreadPool.UnsafeQueueUserWorkItem(_ => run(), null))
    {
    }

    /// <param name="queue">Has something run by the thread pool: timers go before all else there, and are hardly ever late themselves.</param>
    internal ProcessLoad(TimeProvider time, Action<Action> queue)
    {
        _time = time;
        _timer = time.CreateTimer(_ => queue(Run), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Cores => Environment.ProcessorCount;

    public LoadReading Read(bool isBusy)
    {
        lock (_gate)
        {
            Note(); // a probe that has not run yet is late too
            var reading = new LoadReading(Environment.CpuUsage.TotalTime, _worst);
            (_worst, _isBusy) = (TimeSpan.Zero, isBusy);
            if (isBusy && _begun is null)
            {
                Begin();
            }

            return reading;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Run()
    {
        lock (_gate)
        {
            Note();
            _begun = null;
            if (_isBusy)
            {
                Begin();
            }
        }
    }

    private void Note()
    {
        if (_begun is { } begun && _time.GetElapsedTime(begun) - Every is var late && late > _worst)
        {
            _worst = late;
        }
    }

    private void Begin()
    {
        _begun = _time.GetTimestamp();
        _timer.Change(Every, Timeout.InfiniteTimeSpan);
    }
}
