namespace Parley.Trials;

/// <summary>One server as it was measured.</summary>
/// <param name="Bounds">What of its delays is its detector's.</param>
internal sealed record Measured(string Name, TrialResult Trial, Bounds Bounds)
{
    /// <summary>How many sessions it bears, where that was looked for.</summary>
    public RampResult? Ramp { get; init; }
}
