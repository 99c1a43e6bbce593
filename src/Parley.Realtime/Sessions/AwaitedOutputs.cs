namespace Parley.Sessions;

/// <summary>
/// The outputs of calls that are still to come. Some clients ask for a response after each of them: the first waits until all
/// are there, and for no longer than a while.
/// </summary>
internal sealed class AwaitedOutputs(TimeSpan patience, ArmedTimers timers)
{
    private readonly HashSet<string> _callIds = [];

    public bool Any => _callIds.Count > 0;

    public void Expect(IEnumerable<string> callIds) => _callIds.UnionWith(callIds);

    /// <returns>Whether the output of this call was awaited.</returns>
    public bool Came(string callId) => _callIds.Remove(callId);

    public void GiveUp() => _callIds.Clear();

    /// <param name="isWaiting">Whether a response waits: patience begins with it, and ends with it.</param>
    public void Time(bool isWaiting)
    {
        if (!Any || !isWaiting)
        {
            timers.Disarm(SessionTimer.Outputs);
        }
        else if (!timers.IsArmed(SessionTimer.Outputs))
        {
            timers.Arm(SessionTimer.Outputs, patience);
        }
    }
}
