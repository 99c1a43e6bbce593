using Parley.Load;
using Parley.Measuring;

namespace Parley.Trials;

/// <summary>A crowd at a server, and what is seen of both.</summary>
internal sealed class Observation : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    // a server may clean up after its sessions have gone
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(2);

    private readonly FigureBook _book = new();
    private readonly List<MemorySample> _memory = [];
    private readonly LoadPlan _load;
    private readonly ServerReading _idle;
    private readonly ServerGauge _gauge;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Crowd _crowd;

    private Observation(LoadPlan load, Subject subject, ServerReading idle, TimeProvider time)
    {
        (_load, _idle, _gauge, _time, _start) = (load, idle, subject.Gauge, time, time.GetTimestamp());
        _crowd = new(load, subject.Endpoint, _book, time);
    }

    /// <summary>Begins with a look at the server while nobody is there.</summary>
    public static async Task<Observation> BeginAsync(LoadPlan load, Subject subject, TimeProvider time, CancellationToken cancellation) =>
        new(load, subject, await subject.Gauge.ReadAsync(cancellation), time);

    /// <summary>Has so many sessions at the server, if it takes them.</summary>
    public Task ResizeAsync(int sessions, CancellationToken cancellation) =>
        sessions < _crowd.Held ? _crowd.ShrinkAsync(sessions, cancellation) : _crowd.GrowAsync(sessions, cancellation);

    /// <summary>Lets the load be on. Cancelling ends the wait.</summary>
    /// <param name="progress">Reports from 0 to 1.</param>
    public async Task WaitAsync(TimeSpan length, IProgress<double> progress, CancellationToken cancellation)
    {
        var begun = _time.GetTimestamp();
        for (var left = length; left > TimeSpan.Zero && !cancellation.IsCancellationRequested; left = length - _time.GetElapsedTime(begun))
        {
            await Task.Delay(left < Step ? left : Step, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            progress.Report(Math.Min(1, _time.GetElapsedTime(begun) / length));
            if (_gauge.Process() is { } process)
            {
                _memory.Add(new(_time.GetElapsedTime(_start), process.ResidentBytes, _crowd.Held));
            }
        }
    }

    /// <summary>Counts for a while. Cancelling ends it early, with what was counted until then.</summary>
    public async Task<TrialResult> CountAsync(int asked, TimeSpan length, IProgress<double> progress, CancellationToken cancellation)
    {
        var before = await _gauge.ReadAsync(cancellation);
        var (cpu, sessionTime, begun) = (Environment.CpuUsage.TotalTime, _crowd.SessionTime, _time.GetTimestamp());
        _book.Turn();
        await WaitAsync(length, progress, cancellation);
        var (figures, counted, held) = (_book.Turn(), _time.GetElapsedTime(begun), _crowd.Held);
        var lived = _crowd.SessionTime - sessionTime;
        return new(asked, held, counted, lived, _crowd.Arrivals, figures)
        {
            UpdatesDue = _load.IsIdle ? 0 : lived / _load.Manner.ProbePeriod,
            Idle = _idle,
            Before = before,
            After = await _gauge.ReadAsync(CancellationToken.None),
            LoadCores = (Environment.CpuUsage.TotalTime - cpu) / counted,
            Memory = [.. _memory],
        };
    }

    /// <summary>Sends everybody home, and looks at what that leaves of the server.</summary>
    public async Task<ServerReading> EndAsync()
    {
        await _crowd.DisposeAsync();
        await Task.Delay(Aftermath, _time);
        return await _gauge.ReadAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _crowd.DisposeAsync();
}
