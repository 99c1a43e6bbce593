using Parley.Protocol;
using Parley.Sounds;
using Parley.Talking;
using Parley.Testing;

namespace Parley.Tests.Talking;

public sealed class TalkPartsTests
{
    [Fact]
    public void Enter_begins_a_line_and_sends_it()
    {
        var reading = new KeyReading();

        "\rhim\b\r".Select(key => reading.Next(PressedKeys.Of(key))).ShouldBe(
            [new TypedDraft(""), new TypedDraft("h"), new TypedDraft("hi"), new TypedDraft("him"), new TypedDraft("hi"), new TypedLine("hi")]);
        "m y".Select(key => reading.Next(PressedKeys.Of(key))).ShouldBe([new MuteKey(), new TalkKey(), new JudgeKey(Yes: true)], "a line is typed no more");
    }

    [Fact]
    public void Escape_gives_a_line_up()
    {
        var reading = new KeyReading();

        "\rm\en".Select(key => reading.Next(PressedKeys.Of(key))).ShouldBe([new TypedDraft(""), new TypedDraft("m"), new TypedDraft(null), new JudgeKey(Yes: false)]);
    }

    [Fact]
    public void A_key_is_held_as_long_as_it_repeats()
    {
        var time = new ManualTimeProvider();
        var key = new HeldKey(time);

        key.Press().ShouldBeTrue();
        time.Advance(TimeSpan.FromMilliseconds(500));
        key.Look().ShouldBeFalse();
        key.Press().ShouldBeFalse("it was held already");
        time.Advance(TimeSpan.FromMilliseconds(599));
        key.Look().ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));
        key.Look().ShouldBeTrue();
        key.Look().ShouldBeFalse("it was let go once");
    }

    [Fact]
    public void Options_say_what_ends_a_turn()
    {
        TurnEnding.Of(null, null, null, interrupts: true, isPushToTalk: false).ShouldBe(new ServerVad(SilenceDurationMs: 500));
        TurnEnding.Of("server", 300, 0.7, interrupts: false, isPushToTalk: false).ShouldBe(new ServerVad(0.7, SilenceDurationMs: 300, InterruptResponse: false));
        TurnEnding.Of("semantic", null, null, interrupts: true, isPushToTalk: false).ShouldBe(new SemanticVad());
        TurnEnding.Of("none", null, null, interrupts: true, isPushToTalk: false).ShouldBeNull();
        TurnEnding.Of(null, null, null, interrupts: true, isPushToTalk: true).ShouldBeNull();
    }

    [Fact]
    public void What_a_room_hums_is_no_speech()
    {
        var sense = new SpeechSense();

        for (var piece = 0; piece < 2000; piece++)
        {
            sense.IsSpeech(-40);
        }

        sense.IsSpeech(-40).ShouldBeFalse();
        sense.IsSpeech(-20).ShouldBeTrue();
        new SpeechSense().IsSpeech(-20).ShouldBeTrue();
        new SpeechSense().IsSpeech(-50).ShouldBeFalse();
    }

    [Fact]
    public void A_wait_is_counted_to_the_first_sound_that_has_left_the_loudspeaker()
    {
        var time = new ManualTimeProvider();
        var speaker = new Devices.FileSpeaker(Stream.Null, 24000, time);
        var clock = new TurnClock(speaker, time);

        clock.Sounds("item_1"); // an answer that sounds already
        clock.TurnEnds(time.GetTimestamp());
        time.Advance(TimeSpan.FromMilliseconds(700));
        clock.Sounds("item_1");
        clock.Sounds("item_2");
        speaker.Play("item_2", Tone.Pcm16(1000));
        clock.Look().ShouldBeNull();
        time.Advance(TimeSpan.FromMilliseconds(300));

        clock.Look().ShouldNotBeNull().TotalMilliseconds.ShouldBe(700, tolerance: 1);
        clock.Look().ShouldBeNull();
    }
}
