namespace Parley.Sessions;

/// <summary>Notices that a session is left alone: its client says nothing, and is answered nothing, for as long as the policy allows.</summary>
/// <param name="limit">Null allows it for ever.</param>
internal sealed class Idleness(TimeSpan? limit, ArmedTimers timers)
{
    private DateTimeOffset _since;

    public void Begin(DateTimeOffset now)
    {
        Stir(now);
        if (limit is { } all)
        {
            timers.Arm(SessionTimer.Abandoned, all);
        }
    }

    /// <summary>Something happened. The timer stays as it is: it is armed anew when it elapses, not at every chunk of sound.</summary>
    public void Stir(DateTimeOffset now) => _since = now;

    /// <summary>Whether, the timer having elapsed, nothing has happened for all the time; otherwise it is armed for what is left.</summary>
    public bool IsOver(DateTimeOffset now)
    {
        var left = _since + limit!.Value - now;
        if (left > TimeSpan.Zero)
        {
            timers.Arm(SessionTimer.Abandoned, left);
            return false;
        }

        return true;
    }
}
