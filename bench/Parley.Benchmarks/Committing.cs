using BenchmarkDotNet.Attributes;
using Parley.Listening;
using Parley.Null;
using Parley.Protocol;

namespace Parley.Benchmarks;

/// <summary>The input buffer from its first byte to its commit, with the detector that costs nothing: keeps the sound, resamples and listens.</summary>
public class Committing
{
    private readonly InputAudioBuffer _buffer = new(new EnergyVoiceActivity(), new AudioInput(TurnDetection: null));
    private byte[] _chunk = [];

    [Params(20, 100)]
    public int ChunkMs { get; set; }

    [GlobalSetup]
    public void Setup() => _chunk = Sample.Voice(24000, ChunkMs);

    [GlobalCleanup]
    public void Cleanup() => _buffer.Forget();

    [Benchmark(Description = "in: append (resampling in it) to commit")]
    public int Commit()
    {
        for (var ms = 0; ms < 1000; ms += ChunkMs)
        {
            _buffer.Append(_chunk);
            _buffer.Next();
            _buffer.TakeUnfed();
        }

        _buffer.Complete();
        var tape = _buffer.Commit();
        var length = tape.Length;
        tape.Clear();
        return length;
    }
}
