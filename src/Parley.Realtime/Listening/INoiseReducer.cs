using Parley.Protocol;

namespace Parley.Listening;

/// <summary>Takes noise out of one stream, before anything listens to it.</summary>
/// <remarks>It runs inside a session's loop, as <see cref="IVoiceActivityModel"/> does: the same frames give the same frames, at a cost well under a millisecond.</remarks>
public interface INoiseReducer : IDisposable
{
    /// <summary>Name and version, as a recording of a session names it (for example <c>webrtc-ns/1</c>).</summary>
    string Name { get; }

    /// <summary>Samples in a frame: mono, 16 kHz.</summary>
    int FrameSamples { get; }

    /// <summary>Begins a stream, of a microphone near or far from whoever speaks; what was begun before is forgotten.</summary>
    void Begin(NoiseReductionType field);

    /// <summary>Takes the next frame of the stream that was begun.</summary>
    /// <param name="frame">Exactly <see cref="FrameSamples"/> samples.</param>
    /// <param name="quiet">Room for as many: the frame without its noise.</param>
    void Reduce(ReadOnlySpan<short> frame, Span<short> quiet);
}
