using System.Diagnostics.Tracing;

namespace Parley.Hosting;

/// <summary>How long the garbage collector stops the process, told by the runtime's own events, pause by pause.</summary>
internal sealed class CollectionPauses : EventListener
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords Collections = (EventKeywords)1;
    private const int Restarted = 3;  // GCRestartEEEnd
    private const int Suspending = 9; // GCSuspendEEBegin
    private const uint ForCollection = 1;
    private const uint ForPreparation = 6;

    private DateTime? _suspending;
    private long _longestTicks;

    /// <summary>The longest pause since this was asked last.</summary>
    public TimeSpan TakeLongest() => TimeSpan.FromTicks(Interlocked.Exchange(ref _longestTicks, 0));

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
        {
            EnableEvents(eventSource, EventLevel.Informational, Collections);
        }
    }

    // called by one thread, in the order in which things happened
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == Suspending)
        {
            _suspending = eventData.Payload?[0] is ForCollection or ForPreparation ? eventData.TimeStamp : null;
        }
        else if (eventData.EventId == Restarted && _suspending is { } began)
        {
            _suspending = null;
            Keep((eventData.TimeStamp - began).Ticks);
        }
    }

    private void Keep(long ticks)
    {
        long longest;
        while (ticks > (longest = Interlocked.Read(ref _longestTicks)) && Interlocked.CompareExchange(ref _longestTicks, ticks, longest) != longest)
        {
        }
    }
}
