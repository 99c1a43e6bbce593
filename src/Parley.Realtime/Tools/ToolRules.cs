namespace Parley.Tools;

/// <summary>How much time and room functions have that the server runs.</summary>
public sealed record ToolRules
{
    /// <summary>How long a call may take.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the list of a source's functions may take.</summary>
    public TimeSpan ListingDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a response waits for a list.</summary>
    public TimeSpan ListingPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>After how long somebody who listens is told that it takes a moment.</summary>
    public TimeSpan FillerAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Characters of a result; what is beyond is cut.</summary>
    public int MostCharacters { get; init; } = 32_000;

    /// <summary>Calls between two turns of the user; then the model has to answer with what it has.</summary>
    public int CallsPerTurn { get; init; } = 8;
}
