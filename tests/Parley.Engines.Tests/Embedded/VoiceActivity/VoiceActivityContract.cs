using Parley.Listening;

namespace Parley.Embedded.VoiceActivity;

/// <summary>What holds for every voice activity model.</summary>
public abstract class VoiceActivityContract
{
    // Measured: .00 to .12, and .16 to .20 among other voices at 10 dB; a model that always hears speech has 1.
    private const double MostFalse = .3;

    [Fact]
    public void Its_name_has_a_version() => Using(model => model.Name.ShouldMatch("^[a-z-]+/[0-9]+$"));

    [Fact]
    public void A_frame_is_20_ms() => Using(model => model.FrameSamples.ShouldBe(320));

    [Fact]
    public void The_same_sound_gives_the_same_probabilities()
    {
        var track = SpeechTrack.Quiet.WithBabble(20).Samples;
        using var one = Create();
        using var other = Create();
        Hearing.Probabilities(other, track).ShouldBe(Hearing.Probabilities(one, track));
    }

    [Fact]
    public void After_a_reset_it_is_as_new()
    {
        var track = SpeechTrack.Quiet.WithWhiteNoise(10).Samples;
        using var model = Create();
        var asNew = Hearing.Probabilities(model, track);
        model.Reset();
        Hearing.Probabilities(model, track).ShouldBe(asNew);
    }

    [Fact]
    public void Two_streams_do_not_disturb_each_other()
    {
        var track = SpeechTrack.Quiet.Samples.AsSpan(0, 5 * 16000).ToArray();
        using var alone = Create();
        using var model = Create();
        using var neighbour = Create();
        var undisturbed = Hearing.Probabilities(alone, track);
        for (var frame = 0; frame < undisturbed.Length; frame++)
        {
            neighbour.Probability(track.AsSpan((undisturbed.Length - 1 - frame) * 320, 320));
            model.Probability(track.AsSpan(frame * 320, 320)).ShouldBe(undisturbed[frame], $"frame {frame}");
        }
    }

    [Fact]
    public void Every_probability_is_one() => Using(model =>
        Hearing.Probabilities(model, SpeechTrack.Quiet.WithWhiteNoise(0).Samples).ShouldAllBe(probability => probability >= 0 && probability <= 1));

    [Fact]
    public void Digital_silence_is_not_speech() => Using(model =>
        Hearing.Probabilities(model, new short[10 * 16000]).ShouldAllBe(probability => probability < .5f));

    [Theory]
    [InlineData(0)]
    [InlineData(8)] // a silent A-law line
    [InlineData(-8)]
    public void A_line_that_goes_dead_after_speech_is_not_speech(short idle) => Using(model =>
    {
        short[] word = SpeechTrack.Quiet.Samples[..(SpeechTrack.Quiet.Utterances[0].Start.Value + 16000)];
        Hearing.Probabilities(model, word)[^1].ShouldBeGreaterThan(.5f);
        Hearing.Probabilities(model, [.. Enumerable.Repeat(idle, 3 * 16000)])[25..].ShouldAllBe(probability => probability < .5f);
    });

    [Fact]
    public void The_last_bits_of_a_converter_are_not_speech() => Using(model =>
    {
        var random = new Random(4);
        short[] bits = [.. Enumerable.Range(0, 5 * 16000).Select(_ => (short)random.Next(-2, 3))];
        Hearing.Probabilities(model, [.. new short[16000], .. bits]).ShouldAllBe(probability => probability < .5f);
    });

    [Fact]
    public void A_fan_that_is_switched_on_is_not_speech_for_long() => Using(model =>
    {
        var random = new Random(2);
        short[] fan = [.. Enumerable.Range(0, 8 * 16000).Select(_ => (short)random.Next(-600, 600))];
        Hearing.Probabilities(model, new short[2 * 16000]);
        Hearing.Probabilities(model, fan)[(4 * 50)..].Count(probability => probability >= .5f).ShouldBeLessThan(10);
    });

    [Fact]
    public void Full_scale_sound_does_no_harm() => Using(model =>
    {
        short[] square = [.. Enumerable.Range(0, 16000).Select(n => n / 50 % 2 == 0 ? short.MaxValue : short.MinValue)];
        Hearing.Probabilities(model, square).ShouldAllBe(probability => probability >= 0 && probability <= 1);
    });

    [Fact]
    public void Listening_allocates_nothing() => Using(model =>
    {
        var track = SpeechTrack.Quiet.Samples;
        Hearing.Probabilities(model, track[..(2 * 16000)]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var frame = 0; frame < 100; frame++) model.Probability(track.AsSpan(frame * 320, 320));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    });

    [Fact]
    public void A_frame_of_another_length_is_refused() => Using(model =>
        Should.Throw<ArgumentException>(() => model.Probability(new short[512])).Message.ShouldContain("320 samples, not 512"));

    [Fact]
    public void Speech_is_found_without_noise() => FindsAll(SpeechTrack.Quiet);

    [Fact]
    public void Quiet_speech_is_found_too() => FindsAll(SpeechTrack.Quiet.WithWhiteNoise(20).Quieter(20));

    [Theory]
    [InlineData(20)]
    [InlineData(10)]
    public void Speech_is_found_in_white_noise(double snrDb) => FindsAll(SpeechTrack.Quiet.WithWhiteNoise(snrDb));

    [Theory]
    [InlineData(20)]
    [InlineData(10)]
    public void Speech_is_found_among_other_voices(double snrDb) => FindsAll(SpeechTrack.Quiet.WithBabble(snrDb));

    private protected abstract IVoiceActivityModel Create();

    private void FindsAll(SpeechTrack track) => Using(model =>
    {
        var heard = Hearing.Of(model, track);
        heard.Found(track).ShouldBe(track.Utterances.Count);
        heard.FalseShare(track).ShouldBeLessThan(MostFalse);
    });

    private void Using(Action<IVoiceActivityModel> check)
    {
        using var model = Create();
        check(model);
    }
}
