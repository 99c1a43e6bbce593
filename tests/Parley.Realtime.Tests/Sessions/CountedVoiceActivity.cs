using Parley.Listening;

namespace Parley.Sessions;

/// <summary>Hears no speech, and counts how often it was let go.</summary>
internal sealed class CountedVoiceActivity : IVoiceActivityModel
{
    public int Disposals { get; private set; }

    public string Name => "counted/1";

    public int FrameSamples => 320;

    public float Probability(ReadOnlySpan<short> frame) => 0;

    public void Reset()
    {
        // it has nothing to forget
    }

    public void Dispose() => Disposals++;
}
