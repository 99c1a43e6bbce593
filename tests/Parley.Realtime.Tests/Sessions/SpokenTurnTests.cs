using Parley.Protocol;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class SpokenTurnTests
{
    [Fact]
    public void An_utterance_is_answered_in_the_order_of_the_protocol()
    {
        var stage = new SessionStage(Story.Transcribing());
        var turn = stage.Utter();
        turn.Names().ShouldBe(["input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", .. Story.UserItem, "response.created"]);
        stage.Transcribe("what time is it").Names().ShouldBe(
            ["conversation.item.input_audio_transcription.delta", "conversation.item.input_audio_transcription.completed"]);
        stage.Speak().Names().ShouldBe(Story.SpokenReply);
    }

    [Fact]
    public void All_events_of_an_utterance_name_the_item_that_was_announced_when_speech_started()
    {
        var stage = new SessionStage(Story.Transcribing());
        var turn = stage.Utter();
        var transcribed = stage.Transcribe("hello");
        var id = turn.Only<InputAudioBufferSpeechStarted>().ItemId;
        turn.Only<InputAudioBufferSpeechStopped>().ItemId.ShouldBe(id);
        turn.Only<InputAudioBufferCommitted>().ItemId.ShouldBe(id);
        turn.Only<ConversationItemAdded>().Item.Id.ShouldBe(id);
        turn.Only<ConversationItemDone>().Item.Id.ShouldBe(id);
        transcribed.Only<InputAudioTranscriptionDelta>().ItemId.ShouldBe(id);
        transcribed.Only<InputAudioTranscriptionCompleted>().ItemId.ShouldBe(id);
    }

    [Fact]
    public void The_users_item_is_complete_speech_without_a_transcript_yet()
    {
        var item = new SessionStage().Utter().Only<ConversationItemAdded>().Item.ShouldBeOfType<MessageItem>();
        item.Role.ShouldBe(Role.User);
        item.Status.ShouldBe(ItemStatus.Completed);
        item.Content.ShouldBe([new InputAudio()]);
    }

    [Fact]
    public void The_first_turn_follows_nothing_and_the_second_the_assistants_item()
    {
        var stage = new SessionStage();
        stage.Utter().Only<InputAudioBufferCommitted>().PreviousItemId.ShouldBeNull();
        stage.Transcribe("one");
        var answer = stage.Speak().Only<ConversationItemAdded>().Item.Id;
        var second = stage.Utter();
        second.Only<InputAudioBufferCommitted>().PreviousItemId.ShouldBe(answer);
        second.Only<ConversationItemAdded>().PreviousItemId.ShouldBe(answer);
        second.Only<ConversationItemDone>().PreviousItemId.ShouldBe(answer);
    }

    [Fact]
    public void Positions_count_all_sound_of_the_session_with_padding_and_closing_silence()
    {
        var stage = new SessionStage();
        stage.Append(Tone.Silence(1000));
        var first = stage.Utter(1000); // speech from 1000 to 2000, silence until 2400
        first.Only<InputAudioBufferSpeechStarted>().AudioStartMs.ShouldBeInRange(680, 720);
        first.Only<InputAudioBufferSpeechStopped>().AudioEndMs.ShouldBeInRange(2180, 2240);
        stage.Transcribe("one");
        stage.Speak();
        stage.Utter(1000).Only<InputAudioBufferSpeechStarted>().AudioStartMs.ShouldBeInRange(2200, 2240); // padding ends where the last turn did
    }

    [Fact]
    public void Without_create_response_a_turn_gets_no_answer_of_its_own()
    {
        var stage = new SessionStage(Story.Detecting(new ServerVad(CreateResponse: false)));
        stage.Utter().Names().ShouldBe(["input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", .. Story.UserItem]);
        stage.Transcribe("hello").ShouldBeEmpty();
        stage.Ask().Names().ShouldBe(["response.created"]);
        stage.Speak().Names().ShouldBe(Story.SpokenReply);
    }

    [Fact]
    public void Silence_gives_no_event_at_all() => new SessionStage().Append(Tone.Silence(10_000)).ShouldBeEmpty();

    [Fact]
    public void A_click_is_no_speech() =>
        new SessionStage().Append([.. Tone.Silence(300), .. Tone.Pcm16(60), .. Tone.Silence(1000)]).ShouldBeEmpty();

    [Fact]
    public void The_model_is_asked_once_the_transcript_is_there()
    {
        var stage = new SessionStage();
        stage.Utter();
        stage.Commands.OfType<BeginResponse>().ShouldBeEmpty();
        stage.Transcribe("what time is it");
        stage.Last<BeginResponse>().Prompt.Items.ShouldHaveSingleItem().ShouldBeOfType<MessageItem>().Content.ShouldBe([new InputAudio("what time is it")]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(200)]
    public void All_speech_reaches_the_recogniser_however_short_the_closing_silence(int silenceMs)
    {
        var stage = new SessionStage(Story.Detecting(new ServerVad(SilenceDurationMs: silenceMs)));
        stage.Utter(1000);
        stage.Commands.OfType<FeedTranscription>().Sum(feed => feed.Samples.Length).ShouldBeGreaterThanOrEqualTo(15_900);
    }

    [Fact]
    public void A_transcript_is_anticipated_at_the_first_silence()
    {
        var stage = new SessionStage();
        stage.Append([.. Tone.Pcm16(1000), .. Tone.Silence(100)]);
        stage.Commands.OfType<AnticipateTranscript>().ShouldHaveSingleItem();
        stage.Append([.. Tone.Pcm16(200), .. Tone.Silence(400)]);
        stage.Commands.OfType<AnticipateTranscript>().Count().ShouldBe(2);
        stage.Commands.OfType<FinishTranscription>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_commit_after_the_server_has_committed_finds_nothing()
    {
        var stage = new SessionStage();
        stage.Utter();
        stage.Say(new InputAudioBufferCommit { EventId = "late" }).Error().ShouldSatisfyAllConditions(
            error => error.Code.ShouldBe("input_audio_buffer_commit_empty"),
            error => error.EventId.ShouldBe("late"),
            error => error.Message.ShouldBe("Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, but buffer only has 0.00ms of audio."));
        stage.Transcribe("hello");
        stage.Speak().Names().ShouldBe(Story.SpokenReply);
    }

    [Fact]
    public void A_commit_in_mid_speech_takes_the_announced_id_and_no_speech_stopped_follows()
    {
        var stage = new SessionStage();
        var id = stage.Append(Tone.Pcm16(500)).Only<InputAudioBufferSpeechStarted>().ItemId;
        var committed = stage.Say(new InputAudioBufferCommit());
        committed.Names().ShouldBe(Story.UserItem);
        committed.Only<InputAudioBufferCommitted>().ItemId.ShouldBe(id);
        stage.Append(Tone.Silence(1000)).ShouldBeEmpty();
    }

    [Fact]
    public void Clear_in_mid_speech_drops_the_speech_and_its_item()
    {
        var stage = new SessionStage();
        var id = stage.Append(Tone.Pcm16(500)).Only<InputAudioBufferSpeechStarted>().ItemId;
        stage.Say(new InputAudioBufferClear()).Names().ShouldBe(["input_audio_buffer.cleared"]);
        stage.Append(Tone.Silence(1000)).ShouldBeEmpty();
        stage.Last<AbandonTranscription>().UtteranceId.ShouldBe(id);
        stage.Handle(new TranscriptArrived(id, new Listening.PartialTranscript("too late", 500))).ShouldBeEmpty();
        stage.Utter().Only<InputAudioBufferSpeechStarted>().ItemId.ShouldNotBe(id);
    }

    [Fact]
    public void Clear_leaves_the_clock_of_positions_running()
    {
        var stage = new SessionStage();
        stage.Append(Tone.Silence(2000));
        stage.Say(new InputAudioBufferClear());
        stage.Utter().Only<InputAudioBufferSpeechStarted>().AudioStartMs.ShouldBeInRange(1990, 2010);
    }

    [Fact]
    public void An_utterance_that_never_ends_is_committed_at_the_longest_length()
    {
        var stage = new SessionStage(Story.Transcribing(), SessionPolicy.OpenAI with { LongestUtterance = TimeSpan.FromSeconds(3) });
        var events = stage.Append(Tone.Pcm16(3060));
        events.Names().ShouldBe(["input_audio_buffer.speech_started", .. Story.UserItem, "error"]);
        events.Only<ErrorEvent>().Error.Param.ShouldBe("audio");
    }
}
