namespace Parley.Audio;

/// <summary>Says whether frames of a 16 kHz stream are voice: fast, and easily fooled by noise.</summary>
public sealed unsafe class WebRtcVoiceDetector : IDisposable
{
    private const int SampleRate = 16000;

    private readonly WebRtcDetectorHandle _handle;
    private readonly int _mode;

    /// <param name="mode">0 takes most for voice, 3 least.</param>
    /// <exception cref="DllNotFoundException">The library is not there; <see cref="WebRtc.Missing"/> says what to do.</exception>
    public WebRtcVoiceDetector(int mode = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mode);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mode, 3);
        WebRtc.ThrowIfMissing();
        _mode = mode;
        _handle = WebRtcNative.CreateDetector();
        Reset();
    }

    /// <summary>Takes the next frame of the stream.</summary>
    /// <param name="frame">10, 20 or 30 ms: 160, 320 or 480 samples.</param>
    public bool IsVoice(ReadOnlySpan<short> frame)
    {
        fixed (short* samples = frame)
        {
            return WebRtcNative.Detect(_handle, SampleRate, samples, (nuint)frame.Length) switch
            {
                0 => false,
                1 => true,
                _ => throw new ArgumentException($"A frame has 160, 320 or 480 samples, not {frame.Length}.", nameof(frame)),
            };
        }
    }

    /// <summary>Forgets the stream.</summary>
    public void Reset()
    {
        if (_handle.IsInvalid || WebRtcNative.InitDetector(_handle) != 0 || WebRtcNative.SetMode(_handle, _mode) != 0)
            throw new InvalidOperationException($"{WebRtc.Library} made no voice detector with mode {_mode}.");
    }

    public void Dispose() => _handle.Dispose();
}
