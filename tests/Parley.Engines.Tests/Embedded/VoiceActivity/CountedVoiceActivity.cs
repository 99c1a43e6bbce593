using Parley.Listening;

namespace Parley.Embedded.VoiceActivity;

/// <summary>Counts what a model has to listen to.</summary>
internal sealed class CountedVoiceActivity(IVoiceActivityModel model) : IVoiceActivityModel
{
    public int Frames { get; private set; }

    public string Name => model.Name;

    public int FrameSamples => model.FrameSamples;

    public float Probability(ReadOnlySpan<short> frame)
    {
        Frames++;
        return model.Probability(frame);
    }

    public void Reset() => model.Reset();

    public void Dispose() => model.Dispose();
}
