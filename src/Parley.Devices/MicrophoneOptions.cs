namespace Parley.Devices;

/// <summary>How a microphone listens.</summary>
public sealed record MicrophoneOptions
{
    /// <summary>Of what it gives, in Hz; the device runs at its own.</summary>
    public int SampleRate { get; init; } = 24000;

    /// <summary>What the device is asked to keep before it hands over.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(20);
}
