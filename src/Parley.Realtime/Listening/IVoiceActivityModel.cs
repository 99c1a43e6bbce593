namespace Parley.Listening;

/// <summary>Says how probable it is that a frame of sound is speech. One instance listens to one stream.</summary>
/// <remarks>
/// The one engine that runs inside a session's loop, so it must be deterministic: the same frames give the same
/// probabilities, on any run. A frame costs well under a millisecond, or the model belongs behind a task.
/// </remarks>
public interface IVoiceActivityModel : IDisposable
{
    /// <summary>Name and version, as a recording of a session names it (for example <c>webrtc-fuse/2</c>).</summary>
    string Name { get; }

    /// <summary>Samples in a frame: mono, 16 kHz.</summary>
    int FrameSamples { get; }

    /// <summary>Takes the next frame of the stream.</summary>
    /// <param name="frame">Exactly <see cref="FrameSamples"/> samples, 16-bit, 16 kHz, mono.</param>
    /// <returns>0 to 1; 0.5 is where the model itself would draw the line.</returns>
    float Probability(ReadOnlySpan<short> frame);

    /// <summary>Forgets the stream, as if no frame had come.</summary>
    void Reset();
}
