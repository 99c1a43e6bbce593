namespace Parley.Showing;

/// <summary>How long turns took from the last sample of speech to the first sound of the answer.</summary>
internal static class Latency
{
    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    /// <param name="turns">At least one.</param>
    public static TimeSpan Median(IEnumerable<TimeSpan> turns)
    {
        TimeSpan[] sorted = [.. turns.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
