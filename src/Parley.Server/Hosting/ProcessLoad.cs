namespace Parley.Hosting;

/// <summary>What can be read of a process' load.</summary>
internal interface ILoadSource
{
    /// <summary>That the process may use.</summary>
    int Cores { get; }

    LoadReading Read();
}

/// <param name="Computed">By all threads, since the process began.</param>
/// <param name="Lateness">The most that a work item was late since the last reading.</param>
internal sealed record LoadReading(TimeSpan Computed, TimeSpan Lateness);

/// <summary>The load of this process. Lateness is that of its thread pool, where all sessions run: it has a work item of no work run every so often.</summary>
internal sealed class ProcessLoad : ILoadSource, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(25);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _begun;
    private long _worst;

    public ProcessLoad(TimeProvider time)
        : this(time, run => ThreadPool.UnsafeQueueUserWorkItem(_ => run(), null))
    {
    }

    /// <param name="queue">Has something run by the thread pool: timers go before all else there, and are hardly ever late themselves.</param>
    internal ProcessLoad(TimeProvider time, Action<Action> queue)
    {
        _time = time;
        _timer = time.CreateTimer(_ => queue(Run), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Begin();
    }

    public int Cores => Environment.ProcessorCount;

    public LoadReading Read() => new(
        Environment.CpuUsage.TotalTime, TimeSpan.FromTicks(Math.Max(Interlocked.Exchange(ref _worst, 0), Late.Ticks))); // one that has not run yet is late too

    public void Dispose() => _timer.Dispose();

    private TimeSpan Late => _time.GetElapsedTime(Interlocked.Read(ref _begun)) - Every;

    private void Begin()
    {
        Interlocked.Exchange(ref _begun, _time.GetTimestamp());
        _timer.Change(Every, Timeout.InfiniteTimeSpan);
    }

    private void Run()
    {
        Interlocked.Exchange(ref _worst, Math.Max(Interlocked.Read(ref _worst), Late.Ticks));
        Begin();
    }
}
