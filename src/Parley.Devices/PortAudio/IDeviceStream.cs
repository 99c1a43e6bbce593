namespace Parley.PortAudio;

/// <summary>An open device. Disposing closes it; no callback comes after that.</summary>
internal interface IDeviceStream : IDisposable
{
    /// <summary>In Hz: the device's own.</summary>
    int SampleRate { get; }

    /// <summary>Between the callback and the air.</summary>
    TimeSpan Latency { get; }

    /// <summary>False where the device has ended it.</summary>
    bool IsActive { get; }

    /// <summary>How often the device has called; one that stands still is lost.</summary>
    long Calls { get; }

    /// <summary>How often the device itself lost samples, or had none to play.</summary>
    int Glitches { get; }
}

/// <summary>The device's thread: new samples of one channel. Neither allocates nor waits.</summary>
internal delegate void SamplesHeard(ReadOnlySpan<short> samples);

/// <summary>The device's thread: wants the span filled with samples of one channel. Neither allocates nor waits.</summary>
internal delegate void SamplesWanted(Span<short> samples);
