using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Parley.Audio;
using Parley.Testing;

namespace Parley.Speaking;

public sealed class SynthesizerTests
{
    [Theory]
    [InlineData("audio/pcm;rate=16000", 16000)]
    [InlineData("audio/pcm; rate=48000; channels=1", 48000)]
    [InlineData("audio/L16;rate=8000", 8000)]
    [InlineData("audio/pcm", 24000)]
    public async Task The_voices_rate_becomes_the_clients(string mediaType, int rate)
    {
        var sound = await SpeakAsync(new Voice(mediaType, Tone.Pcm16(500, rate), 1000));
        sound.Length.ShouldBeInRange(23_990, 24_010);
    }

    [Fact]
    public async Task Sound_at_the_clients_rate_passes_unchanged_however_it_is_cut()
    {
        var hum = Tone.Pcm16(300);
        (await SpeakAsync(new Voice("audio/pcm;rate=24000", hum, 333))).ShouldBe(hum);
    }

    [Fact]
    public async Task A_telephone_hears_one_byte_for_a_sample()
    {
        var sound = await SpeakAsync(new Voice("audio/pcm;rate=24000", Tone.Pcm16(500), 960), PcmFormat.MuLaw);
        sound.Length.ShouldBeInRange(3995, 4005);
    }

    [Fact]
    public async Task Sound_that_is_no_PCM_is_refused_by_name()
    {
        var mistake = await Should.ThrowAsync<InvalidOperationException>(() => SpeakAsync(new Voice("audio/mpeg", [1, 2, 3, 4], 4)));
        mistake.Message.ShouldContain("audio/mpeg");
        mistake.Message.ShouldContain("audio/pcm;rate=");
    }

    [Fact]
    public async Task The_voice_is_told_how_to_speak()
    {
        var voice = new ScriptedTextToSpeech();
        await foreach (var _ in new Synthesizer(voice, new("marin", "de", 1.25, PcmFormat.Pcm16(24000))).SpeakAsync("Hallo", CancellationToken.None))
        {
            // only the question matters
        }

        var (text, options) = voice.Requests.ShouldHaveSingleItem();
        (text, options!.VoiceId, options.Language, options.Speed).ShouldBe(("Hallo", "marin", "de", 1.25f));
    }

    private static async Task<byte[]> SpeakAsync(ITextToSpeechClient voice, PcmFormat format = default)
    {
        var sound = new List<byte>();
        await foreach (var piece in new Synthesizer(voice, new("alloy", null, 1, format)).SpeakAsync("Hello", CancellationToken.None))
        {
            sound.AddRange(piece.Span);
        }

        return [.. sound];
    }

    private sealed class Voice(string mediaType, byte[] sound, int chunk) : ITextToSpeechClient
    {
        public Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("It only streams.");

        public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
            string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            foreach (var piece in sound.Chunk(chunk))
            {
                yield return new([new DataContent(piece, mediaType)]);
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            // nothing is held
        }
    }
}
