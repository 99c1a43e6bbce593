namespace Parley.Sessions;

/// <summary>The timers that a session has asked for. Each arming has a number, so that an old one that elapses late is known for what it is.</summary>
internal sealed class ArmedTimers(SessionWriter writer)
{
    private readonly Dictionary<SessionTimer, int> _armed = [];
    private readonly HashSet<SessionTimer> _running = [];

    public void Arm(SessionTimer timer, TimeSpan after) => Set(timer, after);

    public void Disarm(SessionTimer timer)
    {
        if (IsArmed(timer))
        {
            Set(timer, null);
        }
    }

    public bool IsArmed(SessionTimer timer) => _running.Contains(timer);

    /// <summary>Whether a timer elapsed that was not armed anew or disarmed meanwhile; if so, it is armed no more.</summary>
    public bool Took(TimerElapsed elapsed) => elapsed.Armed == _armed.GetValueOrDefault(elapsed.Timer) && _running.Remove(elapsed.Timer);

    private void Set(SessionTimer timer, TimeSpan? after)
    {
        _armed[timer] = _armed.GetValueOrDefault(timer) + 1;
        _ = after is null ? _running.Remove(timer) : _running.Add(timer);
        writer.Execute(new ArmTimer(timer, _armed[timer], after));
    }
}
