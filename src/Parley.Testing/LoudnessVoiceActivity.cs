using Parley.Listening;

namespace Parley.Testing;

/// <summary>Voice activity for tests: loud is speech.</summary>
public sealed class LoudnessVoiceActivity : IVoiceActivityModel
{
    public string Name => "loudness/1";

    public int FrameSamples => 320;

    public float Probability(ReadOnlySpan<short> frame)
    {
        var sum = 0.0;
        foreach (var sample in frame)
        {
            sum += Math.Abs((int)sample);
        }

        return sum / frame.Length > 1000 ? 1 : 0;
    }

    public void Reset()
    {
        // each frame is judged by itself
    }

    public void Dispose()
    {
        // nothing is held
    }
}
