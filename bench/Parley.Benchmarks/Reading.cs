using System.Buffers;
using BenchmarkDotNet.Attributes;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Benchmarks;

/// <summary>A client's messages become events. The sound is decoded in its place, so each time the message is copied there again.</summary>
public class Reading
{
    private byte[] _message = [];
    private byte[] _received = [];
    private IDialect _dialect = Dialect.Create(DialectName.Ga);

    [Params(DialectName.Ga, DialectName.Beta, DialectName.Yandex)]
    public DialectName Spelling { get; set; }

    [Params(20, 100)]
    public int ChunkMs { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var output = new ArrayBufferWriter<byte>();
        _dialect = Dialect.Create(Spelling);
        _dialect.Write(new InputAudioBufferAppend(Sample.Voice(24000, ChunkMs)), output);
        _message = output.WrittenSpan.ToArray();
        _received = new byte[_message.Length];
    }

    [Benchmark(Description = "in: dialect reads")]
    public int Read()
    {
        var bytes = 0;
        for (var ms = 0; ms < 1000; ms += ChunkMs)
        {
            _message.CopyTo(_received, 0);
            bytes += ((InputAudioBufferAppend)_dialect.Read(_received)).Audio.Length;
        }

        return bytes;
    }
}
