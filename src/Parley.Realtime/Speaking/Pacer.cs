namespace Parley.Speaking;

/// <summary>Keeps an answer from running further ahead of its listener than a lead: nothing is synthesized in vain.</summary>
internal sealed class Pacer(TimeProvider time, TimeSpan lead)
{
    private long? _started;
    private TimeSpan _sent;

    /// <summary>Waits until sound may be sent, and counts it as sent.</summary>
    public async ValueTask WaitAsync(TimeSpan duration, CancellationToken cancellation)
    {
        _started ??= time.GetTimestamp();
        var room = lead > duration ? lead - duration : TimeSpan.Zero; // the sound itself counts: players have queues, and throw away what is too much
        var ahead = _sent - time.GetElapsedTime(_started.Value);
        if (ahead < TimeSpan.Zero)
        {
            _sent -= ahead; // the listener ran dry: what comes now starts now
        }
        else if (ahead > room)
        {
            await Task.Delay(ahead - room, time, cancellation);
        }

        _sent += duration;
    }
}
