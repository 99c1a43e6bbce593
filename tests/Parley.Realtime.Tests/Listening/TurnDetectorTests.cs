using Parley.Protocol;

namespace Parley.Listening;

public sealed class TurnDetectorTests
{
    private const int FrameMs = 20;

    private readonly TurnDetector _detector = new();
    private int _positionMs;

    [Fact]
    public void Speech_starts_after_100_ms_and_where_it_began()
    {
        Frames(50, 0).ShouldBeEmpty();
        Frames(4, 1).ShouldBeEmpty();
        Frames(1, 1).ShouldBe([new SpeechStarted(1000)]);
        _detector.IsSpeaking.ShouldBeTrue();
    }

    [Fact]
    public void Short_bursts_never_add_up_to_speech()
    {
        for (var i = 0; i < 50; i++)
        {
            Frames(3, 1).ShouldBeEmpty();
            Frames(2, 0).ShouldBeEmpty();
        }
    }

    [Fact]
    public void One_weak_frame_does_not_hide_the_onset()
    {
        Frames(4, 1);
        Frames(1, 0);
        Frames(3, 1).ShouldHaveSingleItem().ShouldBeOfType<SpeechStarted>();
    }

    [Fact]
    public void Silence_begins_after_60_ms_and_ends_the_turn_after_its_duration()
    {
        Frames(10, 1);
        Frames(2, 0).ShouldBeEmpty();
        Frames(1, 0).ShouldBe([new SilenceBegan(200)]);
        Frames(6, 0).ShouldBeEmpty();
        Frames(1, 0).ShouldBe([new SpeechStopped(400, 200)]);
        _detector.IsSpeaking.ShouldBeFalse();
    }

    [Fact]
    public void A_pause_that_ends_is_told()
    {
        Frames(10, 1);
        Frames(5, 0);
        Frames(1, 1).ShouldBe([new SpeechResumed(300)]);
        Frames(9, 0).ShouldNotContain(change => change is SpeechStopped); // the pause before does not count
        Frames(1, 0).ShouldHaveSingleItem().ShouldBeOfType<SpeechStopped>();
    }

    [Fact]
    public void A_gap_too_short_for_a_pause_is_not_told()
    {
        Frames(10, 1);
        Frames(2, 0).ShouldBeEmpty();
        Frames(1, 1).ShouldBeEmpty();
    }

    [Fact]
    public void A_voice_that_trails_off_is_still_a_voice()
    {
        Frames(20, 0.4f).ShouldBeEmpty(); // below the threshold: no start
        Frames(5, 0.6f).ShouldHaveSingleItem();
        Frames(50, 0.4f).ShouldBeEmpty(); // within the hysteresis: no end
        Frames(10, 0.3f).ShouldContain(change => change is SpeechStopped);
    }

    [Theory]
    [InlineData(0.9, 0.85f, false)]
    [InlineData(0.9, 0.95f, true)]
    [InlineData(0.2, 0.25f, true)]
    public void The_threshold_is_the_clients(double threshold, float probability, bool starts) =>
        Frames(20, probability, new ServerVad(Threshold: threshold)).OfType<SpeechStarted>().Any().ShouldBe(starts);

    [Theory]
    [InlineData(Eagerness.High, 500)]
    [InlineData(Eagerness.Auto, 800)]
    [InlineData(Eagerness.Low, 1500)]
    public void Without_words_eagerness_is_patience(Eagerness eagerness, int silenceMs)
    {
        var settings = new SemanticVad(eagerness);
        Frames(10, 1, settings);
        Frames(100, 0, settings).OfType<SpeechStopped>().ShouldHaveSingleItem().SilenceMs.ShouldBe(silenceMs);
    }

    [Fact]
    public void Words_that_arrive_in_the_silence_change_how_long_it_may_be()
    {
        var settings = new SemanticVad();
        Frames(10, 1, settings);
        _detector.Hear("book a table for");
        Frames(100, 0, settings).ShouldBe([new SilenceBegan(200)]);
        _detector.Hear("book a table for two");
        Frames(1, 0, settings).ShouldBe([new SpeechStopped(200 + 2020, 2020)]);
    }

    [Fact]
    public void The_words_of_one_speech_say_nothing_about_the_next()
    {
        var settings = new SemanticVad();
        Frames(10, 1, settings);
        _detector.Hear("book a table for two");
        Frames(20, 0, settings).OfType<SpeechStopped>().ShouldHaveSingleItem().SilenceMs.ShouldBe(400);
        Frames(10, 1, settings);
        Frames(100, 0, settings).OfType<SpeechStopped>().ShouldHaveSingleItem().SilenceMs.ShouldBe(800);
    }

    [Fact]
    public void Silence_alone_ends_a_turn_where_the_client_says_so_whatever_was_said()
    {
        Frames(10, 1);
        _detector.Hear("book a table for");
        Frames(10, 0).OfType<SpeechStopped>().ShouldHaveSingleItem().SilenceMs.ShouldBe(200);
    }

    [Fact]
    public void Reset_forgets_a_speech()
    {
        Frames(10, 1);
        _detector.Reset();
        Frames(100, 0).ShouldBeEmpty();
    }

    private List<TurnChange> Frames(int count, float probability, TurnDetection? settings = null)
    {
        var changes = new List<TurnChange>();
        for (var i = 0; i < count; i++)
        {
            _positionMs += FrameMs;
            if (_detector.Next(probability, FrameMs, _positionMs, settings ?? new ServerVad()) is { } change)
            {
                changes.Add(change);
            }
        }

        return changes;
    }
}
