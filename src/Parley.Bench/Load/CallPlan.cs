namespace Parley.Load;

/// <summary>How long the things of a call take.</summary>
internal sealed record CallPlan
{
    /// <summary>The sound of one message.</summary>
    public TimeSpan Chunk { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long an answer is heard that is going to be cut off.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(600);

    /// <summary>How long nothing may happen after an utterance before the next one.</summary>
    public TimeSpan Resignation { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan ShortestPause { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMilliseconds(2500);

    /// <summary>How often a session is updated, to see how long that takes.</summary>
    public TimeSpan ProbePeriod { get; init; } = TimeSpan.FromSeconds(5);
}

internal enum CallPart
{
    /// <summary>Takes turns.</summary>
    Speaker,

    /// <summary>Has its microphone on and says nothing.</summary>
    Listener,

    /// <summary>Is connected, and sends nothing.</summary>
    Idler,
}
