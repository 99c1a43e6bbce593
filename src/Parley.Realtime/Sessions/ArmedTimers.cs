namespace Parley.Sessions;

/// <summary>The timers that a session has asked for. Each arming has a number, so that an old one that elapses late is known for what it is.</summary>
internal sealed class ArmedTimers(SessionWriter writer)
{
    private readonly Dictionary<SessionTimer, int> _armed = [];

    public void Arm(SessionTimer timer, TimeSpan after) => Set(timer, after);

    public void Disarm(SessionTimer timer)
    {
        if (_armed.ContainsKey(timer))
        {
            Set(timer, null);
        }
    }

    public bool IsCurrent(TimerElapsed elapsed) => elapsed.Armed == _armed.GetValueOrDefault(elapsed.Timer);

    private void Set(SessionTimer timer, TimeSpan? after)
    {
        _armed[timer] = _armed.GetValueOrDefault(timer) + 1;
        writer.Execute(new ArmTimer(timer, _armed[timer], after));
    }
}
