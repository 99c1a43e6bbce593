using Parley.Listening;

namespace Parley.Embedded.VoiceActivity;

public class GatedVoiceActivityTests : VoiceActivityContract
{
    private const int Frame = 320;

    // What was heard of the silence moves the suppressor's thresholds a little, to either side; measured: mostly 0 or 1 frame.
    private const int MostEarlier = 5;

    private static readonly SpeechTrack Distant = SpeechTrack.Quiet.Apart(6);

    public static TheoryData<string> Backgrounds =>
    [
        "none", "faint", "room", "loud", "hum", "offset", "louder from the middle", "quieter from the middle",
    ];

    [Theory]
    [MemberData(nameof(Backgrounds))]
    public void No_utterance_begins_more_than_a_frame_later_than_without_the_gate(string background) => NoLater(Distant, background, quieterDb: 0);

    [Theory]
    [InlineData("none")]
    [InlineData("faint")]
    [InlineData("room")]
    public void A_speaker_at_40_dB_below_full_scale_is_found_as_soon(string background) => NoLater(Distant, background, quieterDb: 17);

    [Fact]
    public void A_speaker_at_55_dB_below_full_scale_is_found_as_soon() => NoLater(Distant, "faint", quieterDb: 32);

    [Fact]
    public void Speech_after_a_minute_of_silence_is_found_as_soon() => NoLater(SpeechTrack.Quiet.Apart(60), "room", quieterDb: 0);

    [Theory]
    [InlineData(10)]
    [InlineData(5)]
    public void In_loud_noise_as_many_utterances_are_found_with_the_gate_as_without(double snrDb)
    {
        var track = Distant.WithWhiteNoise(snrDb);
        var (gated, ungated) = Both(track);
        gated.Found(track).ShouldBeGreaterThanOrEqualTo(ungated.Found(track) - (snrDb < 10 ? 1 : 0));
        gated.FalseStarts(track).ShouldBeLessThanOrEqualTo(ungated.FalseStarts(track));
    }

    [Fact]
    public void Among_other_voices_nothing_is_changed_at_all()
    {
        var track = SpeechTrack.Quiet.WithBabble(20).Samples[16000..];
        using var model = Create();
        using var ungated = new WebRtcVoiceActivity();
        Hearing.Probabilities(model, track).ShouldBe(Hearing.Probabilities(ungated, track));
    }

    [Fact]
    public void Of_digital_silence_the_model_hears_nothing() => Heard(new short[60 * 16000]).ShouldBe(0);

    [Theory]
    [InlineData("faint", .10)]
    [InlineData("room", .10)]
    [InlineData("loud", .10)]
    [InlineData("hum", .10)]
    public void Of_a_minute_of_silence_the_model_hears_a_tenth_most_of_it_at_the_start(string background, double most) =>
        Heard(Named(background).Seconds(60)).ShouldBeLessThan((int)(most * 60 * 50));

    [Fact]
    public void In_silence_for_good_the_model_hears_one_frame_in_twenty()
    {
        var room = Named("room");
        using var counted = new CountedVoiceActivity(new WebRtcVoiceActivity());
        using var model = new GatedVoiceActivity(counted);
        Hearing.Probabilities(model, room.Seconds(10));
        var before = counted.Frames;
        Hearing.Probabilities(model, room.Seconds(120));
        (counted.Frames - before).ShouldBeLessThanOrEqualTo(120 * 50 / 20);
    }

    [Fact]
    public void The_model_gets_back_the_frame_before_an_onset()
    {
        var listener = new Listener();
        using var model = new GatedVoiceActivity(listener);
        var silence = Background.White(-60).Seconds(4);
        Hearing.Probabilities(model, silence);
        listener.Heard.Clear();
        var word = Background.White(-20).Seconds(.04);
        Hearing.Probabilities(model, word);
        listener.Heard.SelectMany(frame => frame).ShouldBe([.. silence[^Frame..], .. word]);
    }

    private protected override IVoiceActivityModel Create() => new GatedVoiceActivity(new WebRtcVoiceActivity());

    private static void NoLater(SpeechTrack distant, string background, double quieterDb)
    {
        var track = distant.Quieter(quieterDb).Over(Named(background));
        var (gated, ungated) = Both(track);
        ungated.Found(track).ShouldBe(track.Utterances.Count);
        foreach (var (with, without) in gated.Onsets(track).Zip(ungated.Onsets(track)))
            with.ShouldNotBeNull().ShouldBeInRange(without!.Value - MostEarlier, without.Value + 1);
        gated.FalseStarts(track).ShouldBeLessThanOrEqualTo(ungated.FalseStarts(track));
    }

    private static (Hearing Gated, Hearing Ungated) Both(SpeechTrack track)
    {
        using var gated = new GatedVoiceActivity(new WebRtcVoiceActivity());
        using var ungated = new WebRtcVoiceActivity();
        return (Hearing.Of(gated, track), Hearing.Of(ungated, track));
    }

    private static int Heard(short[] samples)
    {
        using var counted = new CountedVoiceActivity(new WebRtcVoiceActivity());
        using var model = new GatedVoiceActivity(counted);
        Hearing.Probabilities(model, samples);
        return counted.Frames;
    }

    private static Func<int, double> Named(string background) => background switch
    {
        "none" => Background.Offset(0),
        "faint" => Background.White(-80),
        "room" => Background.White(-60),
        "loud" => Background.White(-47),
        "hum" => Background.Hum(-40).And(Background.White(-65)),
        "offset" => Background.Offset(1000).And(Background.White(-60)),
        "louder from the middle" => Background.White(n => n < Distant.Samples.Length / 2 ? -65 : -50),
        "quieter from the middle" => Background.White(n => n < Distant.Samples.Length / 2 ? -50 : -65),
        _ => throw new ArgumentOutOfRangeException(nameof(background), background, "No such background."),
    };

    /// <summary>Hears nobody, and keeps what it hears.</summary>
    private sealed class Listener : IVoiceActivityModel
    {
        public List<short[]> Heard { get; } = [];

        public string Name => "listener/1";

        public int FrameSamples => Frame;

        public float Probability(ReadOnlySpan<short> frame)
        {
            Heard.Add(frame.ToArray());
            return 0;
        }

        public void Reset()
        {
        }

        public void Dispose()
        {
        }
    }
}
