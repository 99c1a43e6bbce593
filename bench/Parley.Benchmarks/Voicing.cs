using BenchmarkDotNet.Attributes;
using Parley.Audio;
using Parley.Null;
using Parley.Speaking;

namespace Parley.Benchmarks;

/// <summary>A sentence becomes sound in the wire format: what is around the voice, which itself costs nothing and speaks at 24 kHz.</summary>
public class Voicing
{
    private Synthesizer _synthesizer = Make(PcmFormat.MuLaw);

    [ParamsSource(nameof(Formats))]
    public WireSound Format { get; set; } = WireSound.All[0];

    public static IEnumerable<WireSound> Formats => WireSound.All;

    [GlobalSetup]
    public void Setup() => _synthesizer = Make(Format.Format);

    [Benchmark(Description = "out: sentence to sound (resampling in it)", OperationsPerInvoke = NullTextToSpeech.Seconds)]
    public async Task<int> Speak()
    {
        var bytes = 0;
        await foreach (var sound in _synthesizer.SpeakAsync(NullChatClient.Sentence, CancellationToken.None))
        {
            bytes += sound.Length;
        }

        return bytes;
    }

    private static Synthesizer Make(PcmFormat format) => new(new NullTextToSpeech(), new("alloy", "en", 1, format));
}
