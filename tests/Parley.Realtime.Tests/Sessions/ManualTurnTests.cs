using Parley.Protocol;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class ManualTurnTests
{
    private readonly SessionStage _stage = new(Story.Detecting(null));

    [Fact]
    public void A_commit_makes_an_item_and_no_response()
    {
        _stage.Append(Tone.Pcm16(1000)).ShouldBeEmpty();
        _stage.Say(new InputAudioBufferCommit()).Names().ShouldBe(Story.UserItem);
        _stage.Transcribe("hello").ShouldBeEmpty();
    }

    [Fact]
    public void A_response_may_be_asked_for_together_with_the_commit()
    {
        _stage.Append(Tone.Pcm16(1000));
        _stage.Say(new InputAudioBufferCommit());
        _stage.Ask().Names().ShouldBe(["response.created"]);
        _stage.Commands.OfType<BeginResponse>().ShouldBeEmpty();
        _stage.Transcribe("hello");
        _stage.Speak().Names().ShouldBe(Story.SpokenReply);
    }

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(50, "50.00")]
    [InlineData(99, "99.00")]
    public void A_commit_of_too_little_says_how_much_there_is(int ms, string amount)
    {
        _stage.Append(Tone.Pcm16(ms));
        var error = _stage.Say(new InputAudioBufferCommit { EventId = "c1" }).Error();
        error.Code.ShouldBe("input_audio_buffer_commit_empty");
        error.Message.ShouldContain($"buffer only has {amount}ms of audio");
        error.EventId.ShouldBe("c1");
        error.Param.ShouldBeNull();
    }

    [Fact]
    public void A_tenth_of_a_second_is_enough()
    {
        _stage.Say(new InputAudioBufferAppend(Tone.Pcm16(100)));
        _stage.Say(new InputAudioBufferCommit()).Names().ShouldBe(Story.UserItem);
    }

    [Fact]
    public void Clear_empties_the_buffer()
    {
        _stage.Append(Tone.Pcm16(1000));
        _stage.Say(new InputAudioBufferClear()).Names().ShouldBe(["input_audio_buffer.cleared"]);
        _stage.Say(new InputAudioBufferCommit()).Error().Code.ShouldBe("input_audio_buffer_commit_empty");
    }

    [Fact]
    public void Clear_of_an_empty_buffer_is_answered_too() =>
        _stage.Say(new InputAudioBufferClear()).Names().ShouldBe(["input_audio_buffer.cleared"]);

    [Fact]
    public void What_was_appended_is_what_the_item_holds()
    {
        byte[] first = Tone.Pcm16(777), second = Tone.Pcm16(350);
        Committed(first).ShouldBe(first);
        Committed(second).ShouldBe(second);
    }

    [Fact]
    public void Appends_of_odd_length_are_joined()
    {
        var sound = Tone.Pcm16(500);
        foreach (var chunk in sound.Chunk(333))
        {
            _stage.Say(new InputAudioBufferAppend(chunk));
        }

        Commit().ShouldBe(sound);
    }

    [Fact]
    public void Half_a_sample_at_the_end_of_an_utterance_does_not_shift_the_next()
    {
        Committed([.. Tone.Pcm16(500), 1]).ShouldBe(Tone.Pcm16(500));
        Committed(Tone.Pcm16(300)).ShouldBe(Tone.Pcm16(300));
    }

    [Fact]
    public void The_recogniser_hears_all_of_the_utterance()
    {
        Committed(Tone.Pcm16(1000));
        _stage.Commands.OfType<FeedTranscription>().Sum(feed => feed.Samples.Length).ShouldBeInRange(16_000, 16_000 + Story.MostSilence);
    }

    [Fact]
    public void Turning_detection_off_in_silence_leaves_nothing_to_commit()
    {
        var stage = new SessionStage();
        stage.Append(Tone.Silence(60_000));
        stage.Say(new SessionUpdate(Patch.Of("""{"audio":{"input":{"turn_detection":null}}}""")));
        stage.Say(new InputAudioBufferCommit()).Error().Message.ShouldContain("0.00ms");
    }

    [Fact]
    public void Turning_detection_off_in_mid_speech_leaves_the_speech_to_the_client()
    {
        var stage = new SessionStage();
        var id = stage.Append([.. Tone.Pcm16(500), .. Tone.Silence(100)]).Only<InputAudioBufferSpeechStarted>().ItemId;
        stage.Say(new SessionUpdate(Patch.Of("""{"audio":{"input":{"turn_detection":null}}}"""))).Names().ShouldBe(["session.updated"]);
        stage.Append(Tone.Pcm16(500)).ShouldBeEmpty();
        stage.Say(new InputAudioBufferCommit()).Only<InputAudioBufferCommitted>().ItemId.ShouldBe(id);
        stage.Commands.OfType<FeedTranscription>().Sum(feed => feed.Samples.Length).ShouldBeInRange(17_000, 17_600 + Story.MostSilence);
    }

    private byte[] Committed(byte[] sound)
    {
        _stage.Append(sound);
        return Commit();
    }

    private byte[] Commit()
    {
        var id = _stage.Say(new InputAudioBufferCommit()).Only<InputAudioBufferCommitted>().ItemId;
        var item = _stage.Say(new ConversationItemRetrieve(id)).Only<ConversationItemRetrieved>().Item.ShouldBeOfType<MessageItem>();
        return item.Content.ShouldHaveSingleItem().ShouldBeOfType<InputAudio>().Audio!.Value.ToArray();
    }
}
