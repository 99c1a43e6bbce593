using Microsoft.Extensions.AI;
using Parley.Embedded.Utterances;

namespace Parley.Embedded.Espeak;

public sealed class EspeakTextToSpeechTests : IDisposable
{
    private const string Sentence = "Доброе утро, чем я могу вам помочь сегодня?";

    private static readonly TextToSpeechOptions Russian = new() { Language = "ru-RU" };

    private readonly EspeakTextToSpeech _espeak = new();

    public void Dispose() => _espeak.Dispose();

    [Fact]
    public void The_probe_finds_the_installed_program() =>
        EspeakTextToSpeech.Probe().ShouldBe(new("espeak-ng", Available: true, Missing: null, "espeak-ng"));

    [Fact]
    public async Task A_russian_sentence_becomes_sound_at_22050_Hz_in_several_chunks()
    {
        var said = await Recording.OfAsync(_espeak, Sentence, Russian);

        said.MediaType.ShouldBe("audio/pcm;rate=22050");
        said.Samples.ShouldBeInRange(22050, 6 * 22050);
        said.Rms.ShouldBeGreaterThan(500);
        said.Chunks.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task The_header_is_not_heard() =>
        (await Recording.OfAsync(_espeak, Sentence, Russian)).Pcm.AsSpan(0, 4).SequenceEqual("RIFF"u8).ShouldBeFalse();

    [Fact]
    public async Task Twice_the_text_is_about_twice_as_long()
    {
        var once = await Recording.OfAsync(_espeak, Sentence, Russian);
        var twice = await Recording.OfAsync(_espeak, $"{Sentence} {Sentence}", Russian);

        ((double)twice.Samples / once.Samples).ShouldBe(2, tolerance: 0.3);
    }

    [Fact]
    public async Task A_text_longer_than_a_piece_is_spoken_to_its_end()
    {
        var once = await Recording.OfAsync(_espeak, Sentence, Russian);
        var all = await Recording.OfAsync(_espeak, string.Join(' ', Enumerable.Repeat(Sentence, 12)), Russian);

        ((double)all.Samples / once.Samples).ShouldBe(12, tolerance: 2.5);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(1.5f)]
    public async Task Speed_divides_the_length(float speed)
    {
        var normal = await Recording.OfAsync(_espeak, Sentence, Russian);
        var changed = await Recording.OfAsync(_espeak, Sentence, new() { Language = "ru", Speed = speed });

        ((double)normal.Samples / changed.Samples).ShouldBe(speed, tolerance: 0.25 * speed);
    }

    [Fact]
    public async Task Languages_and_speakers_sound_different()
    {
        byte[][] said =
        [
            (await Recording.OfAsync(_espeak, "Radio 10", new() { Language = "de" })).Pcm,
            (await Recording.OfAsync(_espeak, "Radio 10", new() { Language = "fr" })).Pcm,
            (await Recording.OfAsync(_espeak, "Radio 10", new() { Language = "de", VoiceId = "f3" })).Pcm,
            (await Recording.OfAsync(_espeak, "Radio 10", new() { Language = "de", Pitch = 1.5f })).Pcm,
        ];

        said.Select(Convert.ToHexString).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task An_unknown_voice_and_language_still_speak() =>
        (await Recording.OfAsync(_espeak, "Hello there", new() { VoiceId = "--version", Language = "tlh-XX" })).Samples.ShouldBeGreaterThan(5000);

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("...")]
    public async Task Nothing_speakable_gives_no_sound_and_no_error(string text) => (await Recording.OfAsync(_espeak, text, Russian)).Chunks.ShouldBe(0);

    [Fact]
    public async Task A_text_that_looks_like_options_is_only_text() =>
        (await Recording.OfAsync(_espeak, "--version -w /tmp/x.wav [[h@l'oU]] <break time='9s'/>", Russian)).Samples.ShouldBeGreaterThan(22050);

    [Fact]
    public async Task Eight_utterances_at_once_are_those_said_one_by_one()
    {
        string[] texts = [.. Enumerable.Range(1, 8).Select(n => $"{Sentence} Это фраза номер {n}.")];
        List<string> alone = [];
        foreach (var text in texts)
            alone.Add(Convert.ToHexString((await Recording.OfAsync(_espeak, text, Russian)).Pcm));

        var together = await Task.WhenAll(texts.Select(text => Recording.OfAsync(_espeak, text, Russian)));

        together.Select(said => Convert.ToHexString(said.Pcm)).ShouldBe(alone);
    }

    [Fact]
    public async Task After_a_cancellation_no_chunk_comes_and_the_engine_speaks_on()
    {
        using var cancelling = new CancellationTokenSource();
        var chunks = 0;

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _espeak.GetStreamingAudioAsync(string.Join(' ', Enumerable.Repeat(Sentence, 30)), Russian, cancelling.Token))
            {
                chunks++;
                await cancelling.CancelAsync();
            }
        });

        chunks.ShouldBe(1);
        (await Recording.OfAsync(_espeak, Sentence, Russian)).Samples.ShouldBeGreaterThan(22050);
    }

    [Fact]
    public async Task A_program_that_hangs_is_killed_with_its_children_before_the_call_ends()
    {
        using var folder = new ScratchFolder();
        var pids = Path.Combine(folder.Path, "pids");
        using var hanging = new EspeakTextToSpeech(folder.Script(
            $"""
             if [ "$1" = --voices ]; then echo head; echo ' 5 ru --/M Russian zle/ru'; exit 0; fi
             sleep 600 &
             echo "$$ $!" > {pids}
             head -c 2044 /dev/zero | cat {folder.WavHead()} - /dev/zero | head -c 8192
             wait
             """));
        using var cancelling = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in hanging.GetStreamingAudioAsync(Sentence, Russian, cancelling.Token))
                await cancelling.CancelAsync();
        });

        // A killed process may take a moment to go, and its parent of last resort one more to notice.
        foreach (var pid in (await File.ReadAllTextAsync(pids)).Split(' ', StringSplitOptions.TrimEntries))
            SpinWait.SpinUntil(() => !IsRunning(pid), TimeSpan.FromSeconds(30)).ShouldBeTrue($"process {pid} is left");
    }

    [Fact]
    public async Task What_the_program_complains_of_is_in_the_exception()
    {
        using var folder = new ScratchFolder();
        using var failing = new EspeakTextToSpeech(folder.Script(
            """
            if [ "$1" = --voices ]; then echo head; echo ' 5 ru --/M Russian zle/ru'; exit 0; fi
            echo 'no voice data' >&2; exit 3
            """));

        var failure = await Should.ThrowAsync<InvalidOperationException>(failing.GetAudioAsync(Sentence, Russian));

        failure.Message.ShouldContain("code 3");
        failure.Message.ShouldContain("no voice data");
    }

    [Fact]
    public async Task A_missing_program_is_named_with_its_package()
    {
        using var missing = new EspeakTextToSpeech("/nowhere/espeak-ng");

        (await Should.ThrowAsync<FileNotFoundException>(missing.GetAudioAsync(Sentence))).Message.ShouldContain("package espeak-ng");
    }

    private static bool IsRunning(string pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/status").Contains("State:\tZ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
