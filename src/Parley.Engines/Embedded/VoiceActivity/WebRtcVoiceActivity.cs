using Parley.Audio;
using Parley.Listening;

namespace Parley.Embedded.VoiceActivity;

/// <summary>
/// Voice activity from WebRTC's noise suppressor, whose prior knows noise but reacts slowly, and its detector on the
/// denoised frame, which is quick but knows no noise.
/// </summary>
internal sealed class WebRtcVoiceActivity : IVoiceActivityModel
{
    private const float PriorWeight = .8f;
    private const float VoiceWeight = .2f;

    // Where the weighted sum divides speech from noise best; the caller's line is 0.5.
    private const float Line = .45f;

    // Made for the first frame: 28 kB, which a session that only listens to silence never needs.
    private WebRtcNoiseSuppressor? _suppressor;
    private WebRtcVoiceDetector? _detector;

    public string Name => "webrtc-fuse/2";

    public int FrameSamples => 2 * WebRtcNoiseSuppressor.FrameSamples;

    public float Probability(ReadOnlySpan<short> frame)
    {
        if (frame.Length != FrameSamples) throw new ArgumentException($"A frame has {FrameSamples} samples, not {frame.Length}.", nameof(frame));

        _suppressor ??= new();
        _detector ??= new(mode: 3);
        const int Half = WebRtcNoiseSuppressor.FrameSamples;
        Span<short> denoised = stackalloc short[2 * Half];
        _suppressor.Next(frame[..Half], denoised);
        var prior = _suppressor.Next(frame[Half..], denoised[Half..]);

        // The suppressor learns nothing from zeros: its prior would stay where the last word left it.
        if (!frame.ContainsAnyExcept((short)0)) return 0;
        var sum = (PriorWeight * prior) + (_detector.IsVoice(denoised) ? VoiceWeight : 0);
        return sum < Line ? sum / Line / 2 : 1 - ((1 - sum) / (1 - Line) / 2);
    }

    public void Reset()
    {
        _suppressor?.Reset();
        _detector?.Reset();
    }

    public void Dispose()
    {
        _suppressor?.Dispose();
        _detector?.Dispose();
    }
}
