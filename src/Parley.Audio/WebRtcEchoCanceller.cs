namespace Parley.Audio;

/// <summary>Takes out of a 16 kHz stream what a loudspeaker played into it.</summary>
/// <remarks>It finds the delay between the two by itself where it is told it to within some 60 ms, and needs a second or two of sound to learn the room.</remarks>
public sealed unsafe class WebRtcEchoCanceller : IDisposable
{
    /// <summary>Samples in a frame: 10 ms at 16 kHz.</summary>
    public const int FrameSamples = 160;

    private const int SampleRate = 16000;

    private readonly WebRtcCancellerHandle _handle;

    /// <param name="suppression">0 suppresses least of what the filter leaves over, 2 most.</param>
    /// <exception cref="DllNotFoundException">The library is not there; <see cref="WebRtc.Missing"/> says what to do.</exception>
    public WebRtcEchoCanceller(int suppression = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(suppression);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(suppression, 2);
        WebRtc.ThrowIfMissing();
        _handle = WebRtcNative.CreateCanceller();
        var config = new WebRtcNative.CancellerConfig { Suppression = (short)suppression };
        if (_handle.IsInvalid || WebRtcNative.InitCanceller(_handle, SampleRate, SampleRate) != 0 || WebRtcNative.Configure(_handle, config) != 0)
        {
            _handle.Dispose();
            throw new InvalidOperationException($"{WebRtc.Library} made no echo canceller for {SampleRate} Hz.");
        }

        var core = WebRtcNative.CoreOf(_handle);
        WebRtcNative.ExtendFilter(core, 1);
        WebRtcNative.FindDelay(core, 1);
    }

    /// <summary>Takes the next frame that goes to the loudspeaker, before the microphone hears it.</summary>
    /// <param name="frame">Exactly <see cref="FrameSamples"/> samples.</param>
    public void Play(ReadOnlySpan<short> frame)
    {
        RequireFrame(frame.Length, nameof(frame));
        var samples = stackalloc float[FrameSamples];
        FloatSamples.Widen(frame, new(samples, FrameSamples));
        _ = WebRtcNative.BufferFar(_handle, samples, FrameSamples);
    }

    /// <summary>Takes the next frame of the microphone.</summary>
    /// <param name="frame">Exactly <see cref="FrameSamples"/> samples.</param>
    /// <param name="clean">Room for as many: the stream without the echo.</param>
    /// <param name="delayMs">About how long sound takes from <see cref="Play"/> to here.</param>
    public void Next(ReadOnlySpan<short> frame, Span<short> clean, int delayMs = 60)
    {
        RequireFrame(frame.Length, nameof(frame));
        RequireFrame(Math.Min(clean.Length, FrameSamples), nameof(clean));
        var input = stackalloc float[FrameSamples];
        var output = stackalloc float[FrameSamples];
        FloatSamples.Widen(frame, new(input, FrameSamples));

        // it complains of delays out of its range, and cancels nevertheless
        _ = WebRtcNative.Cancel(_handle, &input, 1, &output, FrameSamples, (short)Math.Clamp(delayMs, 0, 500), 0);
        FloatSamples.Narrow(new(output, FrameSamples), clean[..FrameSamples]);
    }

    public void Dispose() => _handle.Dispose();

    private static void RequireFrame(int samples, string name)
    {
        if (samples != FrameSamples) throw new ArgumentException($"A frame has {FrameSamples} samples, not {samples}.", name);
    }
}
