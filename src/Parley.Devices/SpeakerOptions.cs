namespace Parley.Devices;

/// <summary>How a loudspeaker plays.</summary>
public sealed record SpeakerOptions
{
    /// <summary>Of what it is given, in Hz; the device runs at its own.</summary>
    public int SampleRate { get; init; } = 24000;

    /// <summary>What the device is asked to hold; it goes on sounding for so long after a stop.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How much sound to have before an answer starts, and after it ran dry.</summary>
    public TimeSpan Lead { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>How long to wait for that; an answer shorter than the lead starts after it.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Is told what sounds, so that it can be taken out of what a microphone hears.</summary>
    public EchoCanceller? Echo { get; init; }
}
