namespace Parley.Measuring;

/// <summary>How sessions began, or why they did not, from the first connection on.</summary>
internal sealed class Arrivals
{
    public Counter Asked { get; } = new();

    /// <summary>From dialling → <c>session.created</c>.</summary>
    public Histogram Opened { get; } = new();

    /// <summary>From dialling → a refusal.</summary>
    public Histogram Refused { get; } = new();

    /// <summary>By what the server said.</summary>
    public Counts Refusals { get; } = new();
}
