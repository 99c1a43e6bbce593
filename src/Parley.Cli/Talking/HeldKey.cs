namespace Parley.Talking;

/// <summary>Whether a key is held: a terminal tells only that it repeats.</summary>
internal sealed class HeldKey(TimeProvider time)
{
    /// <summary>After so long without a repeat it was let go.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(600);

    private long? _pressedAt;

    public bool IsHeld => _pressedAt is not null;

    /// <returns>Whether it was not held before.</returns>
    public bool Press()
    {
        var wasHeld = IsHeld;
        _pressedAt = time.GetTimestamp();
        return !wasHeld;
    }

    /// <returns>Whether it has just been let go.</returns>
    public bool Look()
    {
        if (_pressedAt is not { } at || time.GetElapsedTime(at) < Patience)
        {
            return false;
        }

        _pressedAt = null;
        return true;
    }
}
