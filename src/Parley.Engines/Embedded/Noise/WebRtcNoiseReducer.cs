using Parley.Audio;
using Parley.Listening;
using Parley.Protocol;

namespace Parley.Embedded.Noise;

/// <summary>Noise reduction by WebRTC's suppressor: gently for a microphone near the mouth, strongly for one across the room.</summary>
internal sealed class WebRtcNoiseReducer : INoiseReducer
{
    private const int Gentle = 1; // 12 dB
    private const int Strong = 3; // 21 dB

    private WebRtcNoiseSuppressor? _suppressor; // made for those who ask for it: 29 kB

    public string Name => "webrtc-ns/1";

    public int FrameSamples => WebRtcNoiseSuppressor.FrameSamples;

    public void Begin(NoiseReductionType field)
    {
        _suppressor?.Dispose();
        _suppressor = new(field == NoiseReductionType.NearField ? Gentle : Strong);
    }

    public void Reduce(ReadOnlySpan<short> frame, Span<short> quiet) =>
        (_suppressor ?? throw new InvalidOperationException("No stream was begun.")).Next(frame, quiet);

    public void Dispose() => _suppressor?.Dispose();
}
