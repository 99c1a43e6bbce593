namespace Parley.Calling;

/// <summary>How long a timer can be set for.</summary>
internal static class LongTime
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    /// <summary>As much of a time as a timer takes; an infinite one is as good as that.</summary>
    public static TimeSpan Bounded(TimeSpan time) => time < TimeSpan.Zero || time > Longest ? Longest : time;
}
