using BenchmarkDotNet.Attributes;
using Parley.Audio;

namespace Parley.Benchmarks;

/// <summary>The client's bytes become samples at the rate that engines listen at.</summary>
public class Decoding
{
    private AudioDecoder _decoder = new(PcmFormat.MuLaw);
    private byte[] _chunk = [];
    private short[] _samples = [];

    [ParamsSource(nameof(Formats))]
    public WireSound Format { get; set; } = WireSound.All[0];

    [Params(20, 100)]
    public int ChunkMs { get; set; }

    public static IEnumerable<WireSound> Formats => WireSound.All;

    [GlobalSetup]
    public void Setup()
    {
        _decoder = new(Format.Format);
        _chunk = Format.Voice(ChunkMs);
        _samples = new short[_decoder.MaxSamples(_chunk.Length)];
    }

    [Benchmark(Description = "in: decode, resample to 16 kHz")]
    public int Decode()
    {
        var samples = 0;
        for (var ms = 0; ms < 1000; ms += ChunkMs)
        {
            samples += _decoder.Decode(_chunk, _samples);
        }

        return samples;
    }
}
