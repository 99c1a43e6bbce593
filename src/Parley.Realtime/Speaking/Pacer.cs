namespace Parley.Speaking;

/// <summary>Keeps an answer from running further ahead of its listener than a lead: nothing is synthesized in vain.</summary>
/// <remarks>All answers of a server wake at the same few moments of a second: a wake-up costs more than what is done with it.</remarks>
internal sealed class Pacer(TimeProvider time, TimeSpan lead)
{
    private const int BeatsPerSecond = 100;

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
            await Task.Delay(ToBeat(ahead - room), time, cancellation);
        }

        _sent += duration;
    }

    // no earlier than it may be sent, and no more than a beat later
    private TimeSpan ToBeat(TimeSpan wait)
    {
        var beat = time.TimestampFrequency / BeatsPerSecond;
        var off = (time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency)) % beat;
        return off == 0 ? wait : wait + TimeSpan.FromSeconds((double)(beat - off) / time.TimestampFrequency);
    }
}
