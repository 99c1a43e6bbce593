namespace Parley.Load;

/// <summary>What the sessions of a load do.</summary>
internal sealed record LoadPlan(Speech Speech)
{
    public CallPlan Manner { get; init; } = new();

    /// <summary>Of a hundred sessions, how many take turns; the others send silence.</summary>
    public int SpeakingPercent { get; init; } = 100;

    /// <summary>Whether sessions connect and send nothing.</summary>
    public bool IsIdle { get; init; }

    /// <summary>How long a session lives, more or less, before another takes its place; null is for ever.</summary>
    public TimeSpan? Churn { get; init; }

    /// <summary>Connections that are begun in a second.</summary>
    public int ConnectRate { get; init; } = 200;

    public int Seed { get; init; } = 1;

    /// <summary>What the session of a number does: speakers are spread evenly.</summary>
    public CallPart PartOf(int number) => IsIdle ? CallPart.Idler : SpeakersBefore(number + 1) > SpeakersBefore(number) ? CallPart.Speaker : CallPart.Listener;

    /// <summary>How many of the sessions before that one are speakers.</summary>
    public int SpeakersBefore(int number) => (int)((long)number * SpeakingPercent / 100);
}
