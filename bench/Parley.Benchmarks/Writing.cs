using System.Buffers;
using BenchmarkDotNet.Attributes;
using Parley.Dialects;
using Parley.Protocol;
using Parley.Realtime;

namespace Parley.Benchmarks;

/// <summary>Events with sound become messages.</summary>
public class Writing
{
    private readonly PooledBytes _draft = new(ArrayPool<byte>.Shared);
    private readonly ResponseOutputAudioDelta _delta = new("resp_zJ8PxU1vqYdKbt0aWmQeR", "item_4cXyTn7LhGfD2sVoEiBkN", 0, 0, Sample.Voice(24000, 100)) { EventId = "event_Qm5RwZ9uJpSxHgA3tCvLy" };
    private IDialect _dialect = Dialect.Create(DialectName.Ga);

    [Params(DialectName.Ga, DialectName.Beta, DialectName.Yandex)]
    public DialectName Spelling { get; set; }

    [GlobalSetup]
    public void Setup() => _dialect = Dialect.Create(Spelling);

    [Benchmark(Description = "out: dialect writes deltas")]
    public int Write()
    {
        var bytes = 0;
        for (var ms = 0; ms < 1000; ms += 100)
        {
            _dialect.Write(_delta, _draft);
            var message = _draft.Take();
            bytes += message.Count;
            ArrayPool<byte>.Shared.Return(message.Array!);
        }

        return bytes;
    }
}
