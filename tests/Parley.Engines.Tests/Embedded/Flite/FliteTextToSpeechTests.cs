using Microsoft.Extensions.AI;
using Parley.Embedded.Utterances;

namespace Parley.Embedded.Flite;

public sealed class FliteTextToSpeechTests : IDisposable
{
    private const string Sentence = "Good morning, how can I help you today?";

    private readonly FliteTextToSpeech _flite = new();

    public void Dispose() => _flite.Dispose();

    [Fact]
    public void The_probe_finds_the_installed_libraries() => FliteTextToSpeech.Probe().ShouldBe(new("flite", Available: true, Missing: null, "libflite1"));

    [Fact]
    public async Task A_sentence_becomes_sound_at_16_kHz_in_several_chunks()
    {
        var said = await Recording.OfAsync(_flite, Sentence);

        said.MediaType.ShouldBe("audio/pcm;rate=16000");
        said.Samples.ShouldBeInRange(2 * 16000, 5 * 16000);
        said.Rms.ShouldBeGreaterThan(500);
        (said.Samples / said.Chunks).ShouldBeInRange(320, 1600, "20 to 100 ms a chunk");
    }

    [Fact]
    public async Task The_whole_answer_is_the_streamed_one_joined()
    {
        var streamed = await Recording.OfAsync(_flite, Sentence);

        var whole = await _flite.GetAudioAsync(Sentence);

        var content = whole.Contents.ShouldHaveSingleItem().ShouldBeOfType<DataContent>();
        content.MediaType.ShouldBe("audio/pcm;rate=16000");
        content.Data.Length.ShouldBe(streamed.Pcm.Length);
    }

    [Fact]
    public async Task Twice_the_text_is_about_twice_as_long()
    {
        var once = await Recording.OfAsync(_flite, Sentence);
        var twice = await Recording.OfAsync(_flite, $"{Sentence} {Sentence}");

        ((double)twice.Samples / once.Samples).ShouldBe(2, tolerance: 0.25);
    }

    [Theory]
    [InlineData("slt")]
    [InlineData("slt-bright")]
    [InlineData("kal16")]
    public async Task Speed_divides_the_length(string voice)
    {
        var normal = await Recording.OfAsync(_flite, Sentence, new() { VoiceId = voice });

        foreach (var speed in new[] { 0.5f, 1.5f })
        {
            var changed = await Recording.OfAsync(_flite, Sentence, new() { VoiceId = voice, Speed = speed });
            ((double)normal.Samples / changed.Samples).ShouldBe(speed, tolerance: 0.12 * speed);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-3f)]
    [InlineData(0f)]
    public async Task A_speed_that_makes_no_sense_still_speaks(float speed) =>
        (await Recording.OfAsync(_flite, "Hello.", new() { Speed = speed })).Samples.ShouldBeInRange(4000, 16000 * 10);

    [Fact]
    public async Task An_unknown_voice_is_the_default_one() =>
        (await Recording.OfAsync(_flite, Sentence, new() { VoiceId = "../../etc/passwd" })).Samples
            .ShouldBe((await Recording.OfAsync(_flite, Sentence, new() { VoiceId = "slt" })).Samples);

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    [InlineData("…")]
    [InlineData("🎉🎉")]
    public async Task Nothing_speakable_gives_no_sound_and_no_error(string text)
    {
        (await Recording.OfAsync(_flite, text)).Chunks.ShouldBe(0);
        (await _flite.GetAudioAsync(text)).Contents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Eight_utterances_at_once_do_not_mix()
    {
        string[] texts = [.. Enumerable.Range(1, 8).Select(n => $"{Sentence} This is utterance number {n}{string.Concat(Enumerable.Repeat(" again and", n))} again.")];
        List<int> alone = [];
        foreach (var text in texts)
            alone.Add((await Recording.OfAsync(_flite, text)).Samples);

        var together = await Task.WhenAll(texts.Select(text => Recording.OfAsync(_flite, text)));

        together.Select(said => said.Samples).ShouldBe(alone);
        alone.Distinct().Count().ShouldBe(8);
    }

    [Fact]
    public async Task After_a_cancellation_no_chunk_comes_and_the_engine_speaks_on()
    {
        using var cancelling = new CancellationTokenSource();
        var chunks = 0;

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _flite.GetStreamingAudioAsync(string.Join(' ', Enumerable.Repeat(Sentence, 20)), cancellationToken: cancelling.Token))
            {
                chunks++;
                await cancelling.CancelAsync();
            }
        });

        chunks.ShouldBe(1);
        (await Recording.OfAsync(_flite, Sentence)).Samples.ShouldBeGreaterThan(16000);
    }

    [Fact]
    public async Task Already_cancelled_says_nothing() =>
        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await _flite.GetAudioAsync(Sentence, cancellationToken: new CancellationToken(canceled: true)));

    [Fact]
    public async Task A_reader_who_walks_away_leaves_the_engine_free()
    {
        for (var i = 0; i < 3 * FliteWorkers.DefaultCount; i++)
        {
            await foreach (var _ in _flite.GetStreamingAudioAsync(string.Join(' ', Enumerable.Repeat(Sentence, 20))))
                break;
        }

        (await Recording.OfAsync(_flite, Sentence)).Samples.ShouldBeGreaterThan(16000);
    }

    [Fact]
    public async Task Readers_who_do_not_read_keep_nobody_waiting()
    {
        List<IAsyncEnumerator<TextToSpeechResponseUpdate>> idle = [];
        for (var i = 0; i < 3 * FliteWorkers.DefaultCount; i++)
        {
            var reader = _flite.GetStreamingAudioAsync(string.Join(' ', Enumerable.Repeat(Sentence, 50))).GetAsyncEnumerator();
            (await reader.MoveNextAsync()).ShouldBeTrue();
            idle.Add(reader);
        }

        (await Recording.OfAsync(_flite, Sentence)).Samples.ShouldBeGreaterThan(16000);

        foreach (var reader in idle)
            await reader.DisposeAsync();
    }

    [Fact]
    public void It_says_what_it_is()
    {
        _flite.GetService(typeof(TextToSpeechClientMetadata)).ShouldBeOfType<TextToSpeechClientMetadata>().ProviderName.ShouldBe("flite");
        _flite.GetService(typeof(FliteTextToSpeech)).ShouldBeSameAs(_flite);
        _flite.GetService(typeof(string)).ShouldBeNull();
    }
}
