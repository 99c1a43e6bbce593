namespace Parley.Embedded.Flite;

public sealed class FliteUtteranceTests
{
    // One utterance without the cutting into pieces: many minutes of sound, seconds of work.
    private static readonly string LongText = string.Join(' ', Enumerable.Repeat("good morning, how can I help you today", 200));

    [Fact]
    public async Task A_cancelled_synthesis_ends_long_before_the_end_of_its_text()
    {
        using var cancelling = new CancellationTokenSource();
        using var workers = new FliteWorkers(1);
        var utterance = new FliteUtterance(LongText, FliteVoice.Default, 1, 1, cancelling.Token);

        workers.Speak(utterance);
        (await utterance.Sound.WaitToReadAsync()).ShouldBeTrue();
        await cancelling.CancelAsync();
        await foreach (var _ in utterance.Sound.ReadAllAsync())
        {
        }

        utterance.SynthesizedSamples.ShouldBeInRange(640, 200 * 16000, "the whole text is more than 400 seconds");
    }

    [Fact]
    public async Task One_that_is_cancelled_while_it_waits_is_never_begun()
    {
        using var workers = new FliteWorkers(1);
        var utterance = new FliteUtterance("hello", FliteVoice.Default, 1, 1, new CancellationToken(canceled: true));

        workers.Speak(utterance);
        await utterance.Sound.Completion;

        utterance.SynthesizedSamples.ShouldBe(0);
    }

    [Fact]
    public async Task A_missing_voice_is_told_to_the_reader_with_its_package()
    {
        using var workers = new FliteWorkers(1);
        var utterance = new FliteUtterance("hello", new FliteVoice("x", "no_such_voice"), 1, 1, CancellationToken.None);

        workers.Speak(utterance);

        (await Should.ThrowAsync<DllNotFoundException>(utterance.Sound.Completion)).Message.ShouldContain("libflite1");
    }
}
