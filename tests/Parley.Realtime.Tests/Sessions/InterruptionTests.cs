using Parley.Protocol;
using Parley.Responding;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class InterruptionTests
{
    private static readonly string[] Closing =
    [
        "response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done",
        "conversation.item.done", "response.output_item.done", "response.done",
    ];

    [Fact]
    public void Speech_ends_the_answer_at_once_and_begins_a_new_turn()
    {
        var stage = Story.Answering();
        var events = stage.Utter();
        events.Names().ShouldBe(["input_audio_buffer.speech_started", .. Closing, "input_audio_buffer.speech_stopped", .. Story.UserItem, "response.created"]);
        events.Only<ResponseOutputItemDone>().Item.Status.ShouldBe(ItemStatus.Incomplete);
        var done = events.Only<ResponseDone>().Response;
        done.Status.ShouldBe(ResponseStatus.Cancelled);
        done.StatusDetails.ShouldBe(new StatusDetails(ResponseStatus.Cancelled, "turn_detected"));
        done.Output.ShouldBe([events.Only<ResponseOutputItemDone>().Item]);
        done.Usage.ShouldNotBeNull();
        stage.Last<AbandonResponse>().ResponseId.ShouldBe(done.Id);
    }

    [Fact]
    public void What_an_interrupted_answer_still_sends_is_dropped()
    {
        var stage = Story.Answering();
        stage.Append(Tone.Pcm16(300));
        stage.Reply(new Said("more"), new Sounded(Tone.Pcm16(100)), new Called("f", "{}"), new Finished(1, 1)).ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_that_is_finished_but_still_playing_is_not_cancelled()
    {
        var stage = Story.Answered();
        stage.Append(Tone.Pcm16(300)).Names().ShouldBe(["input_audio_buffer.speech_started"]);
    }

    [Fact]
    public void Without_interrupt_response_the_answer_goes_on_and_one_more_follows()
    {
        var stage = Story.Answering(Story.Detecting(new ServerVad(InterruptResponse: false)));
        stage.Utter().Names().ShouldBe(["input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", .. Story.UserItem]);
        var active = stage.Last<BeginResponse>().ResponseId;
        stage.Utter().OfType<ResponseCreated>().ShouldBeEmpty();
        stage.Handle(new ResponseStepped(active, new Finished(1, 1))).Names().ShouldBe([.. Closing, "response.created"]);
    }

    [Fact]
    public void With_neither_interrupt_nor_create_response_only_the_users_turn_is_told()
    {
        var stage = Story.Answering(Story.Detecting(new ServerVad(CreateResponse: false, InterruptResponse: false)));
        stage.Utter().Names().ShouldBe(["input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", .. Story.UserItem]);
        stage.Reply(new Finished(1, 1)).Names().ShouldBe(Closing);
    }

    [Fact]
    public void A_response_outside_the_conversation_is_not_interrupted()
    {
        var stage = new SessionStage();
        stage.Ask(new() { Conversation = "none", Input = [] });
        stage.Append(Tone.Pcm16(300)).Names().ShouldBe(["input_audio_buffer.speech_started"]);
        stage.Reply(new Said("Ok"), new Finished(1, 1)).Only<ResponseDone>().Response.Status.ShouldBe(ResponseStatus.Completed);
    }

    [Fact]
    public void An_answer_that_waits_for_its_transcript_is_interrupted_without_ever_asking_the_model()
    {
        var stage = new SessionStage();
        stage.Utter();
        var done = stage.Append(Tone.Pcm16(300)).Only<ResponseDone>().Response;
        done.Status.ShouldBe(ResponseStatus.Cancelled);
        done.Output.ShouldBeEmpty();
        stage.Transcribe("hello");
        stage.Commands.OfType<BeginResponse>().ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_folded_into_the_queue_does_not_speak_over_the_user()
    {
        var stage = Story.Answering(policy: SessionPolicy.Yandex);
        stage.Ask();
        stage.Append(Tone.Pcm16(300)).OfType<ResponseCreated>().ShouldBeEmpty();
    }

    [Fact]
    public void The_model_then_sees_only_what_was_sent_of_the_answer()
    {
        var stage = new SessionStage();
        stage.Ask();
        stage.Reply(new Said("One two three four five six seven eight nine ten."), new Sounded(Tone.Pcm16(1000)));
        stage.Utter();
        stage.Transcribe("stop");
        var heard = stage.Last<BeginResponse>().Prompt.Items[0].ShouldBeOfType<MessageItem>().Content[0].ShouldBeOfType<OutputAudio>().Transcript!;
        heard.ShouldStartWith("One two");
        heard.ShouldNotContain("five");
    }

    [Fact]
    public void An_answer_that_was_spoken_out_is_seen_whole_however_fast_the_voice()
    {
        var stage = new SessionStage();
        stage.Ask();
        stage.Speak("One two three four five six seven eight nine ten."); // in half a second
        stage.Ask();
        stage.Last<BeginResponse>().Prompt.Items[0].ShouldBeOfType<MessageItem>().Content.ShouldBe([new OutputAudio("One two three four five six seven eight nine ten.")]);
    }

    [Fact]
    public void Cancel_closes_what_is_open()
    {
        var stage = Story.Answering();
        var events = stage.Say(new ResponseCancel());
        events.Names().ShouldBe(Closing);
        events.Only<ResponseDone>().Response.StatusDetails.ShouldBe(new StatusDetails(ResponseStatus.Cancelled, "client_cancelled"));
        events.Only<ResponseOutputAudioTranscriptDone>().Transcript.ShouldBe("One two three four five six seven.");
    }

    [Fact]
    public void Cancel_before_the_first_item_gives_an_empty_response()
    {
        var stage = new SessionStage();
        stage.Ask();
        var events = stage.Say(new ResponseCancel());
        events.Names().ShouldBe(["response.done"]);
        events.Only<ResponseDone>().Response.Output.ShouldBeEmpty();
    }

    [Fact]
    public void Cancel_with_nothing_active_is_a_mistake()
    {
        var error = new SessionStage().Say(new ResponseCancel { EventId = "x" }).Error();
        (error.Code, error.Message, error.EventId).ShouldBe(("response_cancel_not_active", "Cancellation failed: no active response found", "x"));
    }

    [Fact]
    public void Cancel_of_another_response_leaves_the_active_one_alone()
    {
        var stage = Story.Answering();
        stage.Say(new ResponseCancel("resp_other")).Error().Code.ShouldBe("response_cancel_not_active");
        stage.Reply(new Finished(1, 1)).Only<ResponseDone>().Response.Status.ShouldBe(ResponseStatus.Completed);
    }

    [Fact]
    public void Cancel_may_name_a_response_outside_the_conversation()
    {
        var stage = new SessionStage();
        var id = stage.Ask(new() { Conversation = "none", Input = [] }).Only<ResponseCreated>().Response.Id;
        stage.Say(new ResponseCancel(id)).Only<ResponseDone>().Response.Id.ShouldBe(id);
    }

    [Fact]
    public void Cancel_with_a_call_leaves_the_call_incomplete()
    {
        var stage = new SessionStage();
        stage.Ask();
        stage.Reply(new Called("f", "{}"));
        var events = stage.Say(new ResponseCancel());
        events.Names().ShouldBe(["conversation.item.done", "response.output_item.done", "response.done"]);
        events.Only<ResponseOutputItemDone>().Item.Status.ShouldBe(ItemStatus.Incomplete);
    }
}
