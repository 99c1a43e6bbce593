using BenchmarkDotNet.Attributes;
using Parley.Listening;
using Parley.Protocol;

namespace Parley.Benchmarks;

/// <summary>Probabilities become turns: half a second of speech, half a second of silence.</summary>
public class TurnDetection
{
    private const int FrameMs = 20;

    private readonly TurnDetector _detector = new();
    private readonly ServerVad _settings = new();

    [Benchmark(Description = "in: turn detection")]
    public int Detect()
    {
        _detector.Reset();
        var changes = 0;
        for (var ms = FrameMs; ms <= 1000; ms += FrameMs)
        {
            changes += _detector.Next(ms <= 500 ? 1 : 0, FrameMs, ms, _settings) is null ? 0 : 1;
        }

        return changes;
    }
}
