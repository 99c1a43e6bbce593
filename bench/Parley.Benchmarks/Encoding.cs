using BenchmarkDotNet.Attributes;
using Parley.Audio;

namespace Parley.Benchmarks;

/// <summary>A voice's samples, at 24 kHz, become bytes of the wire format.</summary>
public class Encoding
{
    private readonly short[] _piece = Sample.VoiceSamples(24000, 100);
    private AudioEncoder _encoder = new(24000, PcmFormat.MuLaw);
    private byte[] _bytes = [];

    [ParamsSource(nameof(Formats))]
    public WireSound Format { get; set; } = WireSound.All[0];

    public static IEnumerable<WireSound> Formats => WireSound.All;

    [GlobalSetup]
    public void Setup()
    {
        _encoder = new(24000, Format.Format);
        _bytes = new byte[_encoder.MaxBytes(_piece.Length)];
    }

    [Benchmark(Description = "out: resample, encode")]
    public int Encode()
    {
        var bytes = 0;
        for (var ms = 0; ms < 1000; ms += 100)
        {
            bytes += _encoder.Encode(_piece, _bytes);
        }

        return bytes;
    }
}
