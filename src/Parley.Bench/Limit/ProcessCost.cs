using System.Diagnostics;
using System.Diagnostics.Tracing;
using Microsoft.AspNetCore.Http;

namespace Parley.Limit;

/// <summary>What this process has cost since it began, and what it holds now.</summary>
internal sealed class ProcessCost : EventListener
{
    private const EventKeywords Collections = (EventKeywords)1;
    private const int Restarted = 3;  // GCRestartEEEnd
    private const int Suspending = 9; // GCSuspendEEBegin

    private DateTime? _suspending;
    private long _longestPause; // ticks, since it was told last
    private int _sessions;

    /// <summary>A session runs until what this gives is disposed of.</summary>
    public IDisposable CountSession() => new CountedSession(this);

    public async Task TellAsync(HttpResponse response)
    {
        using var process = Process.GetCurrentProcess();
        response.ContentType = "application/json";
        await response.WriteAsync(
            $$"""
            {"cpu_ms":{{Environment.CpuUsage.TotalTime.TotalMilliseconds}},"allocated_bytes":{{GC.GetTotalAllocatedBytes()}},"gen0":{{GC.CollectionCount(0)}},"gen1":{{GC.CollectionCount(1)}},"gen2":{{GC.CollectionCount(2)}},"gc_pause_ms":{{GC.GetTotalPauseDuration().TotalMilliseconds}},"gc_pause_max_ms":{{TimeSpan.FromTicks(Interlocked.Exchange(ref _longestPause, 0)).TotalMilliseconds}},"working_set_bytes":{{Environment.WorkingSet}},"threads":{{process.Threads.Count}},"timers":{{Timer.ActiveCount}},"sessions":{{_sessions}}}
            """);
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Informational, Collections);
        }
    }

    // called by one thread, in the order in which things happened
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == Suspending)
        {
            _suspending = eventData.Payload?[0] is 1u or 6u ? eventData.TimeStamp : null; // for a collection, or to prepare one
        }
        else if (eventData.EventId == Restarted && _suspending is { } began)
        {
            _suspending = null;
            Interlocked.Exchange(ref _longestPause, Math.Max(Interlocked.Read(ref _longestPause), (eventData.TimeStamp - began).Ticks));
        }
    }

    private sealed class CountedSession : IDisposable
    {
        private readonly ProcessCost _cost;

        public CountedSession(ProcessCost cost)
        {
            _cost = cost;
            Interlocked.Increment(ref cost._sessions);
        }

        public void Dispose() => Interlocked.Decrement(ref _cost._sessions);
    }
}
