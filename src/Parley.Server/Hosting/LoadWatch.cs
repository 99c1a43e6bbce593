using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Parley.Hosting;

/// <summary>Measures the load, and says in the log when the server begins to refuse sessions and when it takes them again.</summary>
internal sealed partial class LoadWatch : IHostedService, IDisposable
{
    private const int Quiet = 20; // measurements without a refusal, after which there will be none

    private static readonly TimeSpan Cold = TimeSpan.FromSeconds(5); // of computing, much of it the compiler's

    private readonly ILoadSource _source;
    private readonly LiveSessions _live;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private LoadReading _read = new(TimeSpan.Zero, TimeSpan.Zero);
    private long _readAt;
    private long _refused; // clients, in all
    private long? _refusedBefore; // those who were when it began to refuse
    private int _quiet;

    public LoadWatch(ILoadSource source, LiveSessions live, Measures measures, TimeProvider time, ILogger<LoadWatch> log)
    {
        (_source, _live, _time, _log) = (source, live, time, log);
        _timer = time.CreateTimer(_ => Measure(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        measures.Observe(() => live.Occupancy.Load);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        (_read, _readAt) = (_source.Read(isBusy: false), _time.GetTimestamp());
        _timer.Change(LoadGauge.Every, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await _timer.DisposeAsync();

    public void Dispose() => _timer.Dispose();

    private void Measure()
    {
        var (read, readAt) = (_source.Read(isBusy: _live.Count > 0), _time.GetTimestamp());
        var cpu = (read.Computed - _read.Computed) / (_time.GetElapsedTime(_readAt, readAt) * _source.Cores);
        (_read, _readAt) = (read, readAt);
        _live.Weigh(cpu, read.Lateness, isCold: read.Computed < Cold);
        Tell(_live.Occupancy);
        _timer.Change(LoadGauge.Every, Timeout.InfiniteTimeSpan); // only now, so that a late one has no second at its heels
    }

    private void Tell(Occupancy now)
    {
        if (now.Refused > _refused)
        {
            if (_refusedBefore is null)
            {
                Log.Refuses(_log, now.LastCause, now.Sessions, now.Load.Cpu, now.Load.Lateness.TotalMilliseconds, now.Load.BufferedBytes);
            }

            _refusedBefore ??= _refused;
            (_refused, _quiet) = (now.Refused, 0);
        }
        else if (_refusedBefore is { } before && now.Refusing is null && ++_quiet >= Quiet)
        {
            Log.Admits(_log, _refused - before);
            _refusedBefore = null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "New sessions are refused ({Cause}): {Sessions} run, processor at {Cpu:P0}, work {LateMs:0} ms late, {Buffered} bytes waiting")]
        public static partial void Refuses(ILogger log, OverloadCause cause, int sessions, double cpu, double lateMs, long buffered);

        [LoggerMessage(LogLevel.Information, "New sessions are let in again; {Refused} were refused")]
        public static partial void Admits(ILogger log, long refused);
    }
}
