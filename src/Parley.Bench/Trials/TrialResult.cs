using Parley.Measuring;

namespace Parley.Trials;

/// <summary>What was measured of one server under one load.</summary>
/// <param name="Asked">Sessions that were to be held.</param>
/// <param name="Held">Sessions that were held at the end.</param>
/// <param name="Counted">How long it counted: less than asked for where it was interrupted.</param>
/// <param name="SessionTime">What all sessions lived together while it counted.</param>
internal sealed record TrialResult(int Asked, int Held, TimeSpan Counted, TimeSpan SessionTime, Arrivals Arrivals, Figures Figures)
{
    private const double MostLoad = 0.9;
    private static readonly TimeSpan MostLateness = TimeSpan.FromMilliseconds(5);

    /// <summary>The server before there was a session.</summary>
    public required ServerReading Idle { get; init; }

    /// <summary>The server when counting began.</summary>
    public required ServerReading Before { get; init; }

    /// <summary>The server when counting ended.</summary>
    public required ServerReading After { get; init; }

    /// <summary>The server when all sessions had gone; null where they have not.</summary>
    public ServerReading? Left { get; init; }

    /// <summary>How many updates there would have been, had each been answered at once.</summary>
    public required double UpdatesDue { get; init; }

    /// <summary>What the load itself took of a core.</summary>
    public required double LoadCores { get; init; }

    /// <summary>What the server's memory was from the first session on.</summary>
    public required IReadOnlyList<MemorySample> Memory { get; init; }

    /// <summary>Whether the load could not keep its own time, so that the figures say as much about it as about the server.</summary>
    public bool LoadWasShort => LoadCores > MostLoad || Figures.Lateness.Percentile(99) > MostLateness;
}

/// <summary>The server's memory at a time.</summary>
internal sealed record MemorySample(TimeSpan At, long ResidentBytes, int Sessions);
