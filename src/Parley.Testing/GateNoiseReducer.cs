using Parley.Listening;
using Parley.Protocol;

namespace Parley.Testing;

/// <summary>Noise reduction for tests: what is quiet is noise, and from afar more is.</summary>
public sealed class GateNoiseReducer : INoiseReducer
{
    private int _gate;

    public string Name => "gate/1";

    public int FrameSamples => 160;

    public void Begin(NoiseReductionType field) => _gate = field == NoiseReductionType.NearField ? 1500 : 3000;

    public void Reduce(ReadOnlySpan<short> frame, Span<short> quiet)
    {
        var loudest = 0;
        foreach (var sample in frame)
        {
            loudest = Math.Max(loudest, Math.Abs((int)sample));
        }

        if (loudest < _gate)
        {
            quiet[..frame.Length].Clear();
        }
        else
        {
            frame.CopyTo(quiet);
        }
    }

    public void Dispose()
    {
        // nothing is held
    }
}
