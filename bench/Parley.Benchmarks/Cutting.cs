using System.Buffers;
using BenchmarkDotNet.Attributes;
using Parley.Speaking;

namespace Parley.Benchmarks;

/// <summary>Sound, in the pieces that a voice gives, is cut into deltas.</summary>
public class Cutting
{
    private const int DeltaBytes = 4800;

    private readonly DeltaCutter _cutter = new(DeltaBytes, ArrayPool<byte>.Shared);
    private byte[] _piece = [];

    [Params(40, 100)]
    public int PieceMs { get; set; }

    [GlobalSetup]
    public void Setup() => _piece = Sample.Voice(24000, PieceMs);

    [GlobalCleanup]
    public void Cleanup() => _cutter.Dispose();

    [Benchmark(Description = "out: cut into deltas")]
    public int Cut()
    {
        var bytes = 0;
        for (var ms = 0; ms < 1000; ms += PieceMs)
        {
            ReadOnlyMemory<byte> sound = _piece;
            while (_cutter.TryCut(ref sound))
            {
                bytes += _cutter.Take(out var loan).Length;
                loan.Return();
            }
        }

        return bytes;
    }
}
