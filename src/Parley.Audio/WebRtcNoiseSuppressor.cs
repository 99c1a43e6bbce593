namespace Parley.Audio;

/// <summary>Takes steady noise out of a 16 kHz stream and says how probable speech is in it.</summary>
public sealed unsafe class WebRtcNoiseSuppressor : IDisposable
{
    /// <summary>Samples in a frame: 10 ms at 16 kHz.</summary>
    public const int FrameSamples = 160;

    private const int SampleRate = 16000;

    private readonly int _policy;
    private WebRtcSuppressorHandle _handle;

    /// <param name="policy">0 takes out least, 3 most.</param>
    /// <exception cref="DllNotFoundException">The library is not there; <see cref="WebRtc.Missing"/> says what to do.</exception>
    public WebRtcNoiseSuppressor(int policy = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(policy);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(policy, 3);
        WebRtc.ThrowIfMissing();
        _policy = policy;
        _handle = Create();
    }

    /// <summary>Takes the next frame of the stream.</summary>
    /// <param name="frame">Exactly <see cref="FrameSamples"/> samples.</param>
    /// <param name="denoised">Room for as many: the stream without its noise.</param>
    /// <returns>The prior probability of speech, 0 to 1.</returns>
    public float Next(ReadOnlySpan<short> frame, Span<short> denoised)
    {
        if (frame.Length != FrameSamples || denoised.Length < FrameSamples)
            throw new ArgumentException($"A frame has {FrameSamples} samples, not {frame.Length} into {denoised.Length}.", nameof(frame));

        var input = stackalloc float[FrameSamples];
        var output = stackalloc float[FrameSamples];
        FloatSamples.Widen(frame, new(input, FrameSamples));
        WebRtcNative.Analyze(_handle, input);
        WebRtcNative.Suppress(_handle, &input, 1, &output);
        FloatSamples.Narrow(new(output, FrameSamples), denoised[..FrameSamples]);
        return WebRtcNative.PriorSpeechProbability(_handle);
    }

    /// <summary>Forgets the stream.</summary>
    public void Reset()
    {
        _handle.Dispose();
        _handle = Create();
    }

    public void Dispose() => _handle.Dispose();

    private WebRtcSuppressorHandle Create()
    {
        var handle = WebRtcNative.CreateSuppressor();
        if (!handle.IsInvalid && WebRtcNative.InitSuppressor(handle, SampleRate) == 0 && WebRtcNative.SetPolicy(handle, _policy) == 0) return handle;
        handle.Dispose();
        throw new InvalidOperationException($"{WebRtc.Library} made no noise suppressor for {SampleRate} Hz with policy {_policy}.");
    }
}
