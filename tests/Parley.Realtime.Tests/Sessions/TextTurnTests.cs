using Parley.Protocol;
using Parley.Responding;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class TextTurnTests
{
    [Fact]
    public void A_text_turn_has_the_order_of_the_protocol()
    {
        var stage = new SessionStage(Story.Writing());
        stage.AddText("Hi").Names().ShouldBe(["conversation.item.added", "conversation.item.done"]);
        stage.Ask().Names().ShouldBe(["response.created"]);
        var reply = stage.Reply(new Began(), new Said("Hel"), new Said("lo."), new Finished(7, 5));
        reply.Names().ShouldBe(
        [
            "response.output_item.added", "conversation.item.added", "response.content_part.added",
            "response.output_text.delta", "response.output_text.delta", "response.output_text.done",
            "response.content_part.done", "conversation.item.done", "response.output_item.done", "response.done",
        ]);
        reply.Only<ResponseContentPartAdded>().Part.ShouldBe(new TextPart(""));
        reply.Only<ResponseOutputTextDone>().Text.ShouldBe("Hello.");
        reply.Only<ResponseContentPartDone>().Part.ShouldBe(new TextPart("Hello."));
    }

    [Fact]
    public void A_response_begins_in_progress_and_empty()
    {
        var stage = new SessionStage();
        stage.AddText("Hi");
        var response = stage.Ask().Only<ResponseCreated>().Response;
        response.Status.ShouldBe(ResponseStatus.InProgress);
        response.StatusDetails.ShouldBeNull();
        response.Output.ShouldBeEmpty();
        response.Usage.ShouldBeNull();
        response.Metadata.ShouldBeNull();
        response.ConversationId.ShouldStartWith("conv_");
    }

    [Fact]
    public void The_reply_goes_from_in_progress_to_completed()
    {
        var stage = new SessionStage();
        stage.AddText("Hi", "u");
        stage.Ask();
        var reply = stage.Speak("Hello there.");
        var (added, done) = (reply.Only<ResponseOutputItemAdded>(), reply.Only<ResponseOutputItemDone>());
        added.Item.Status.ShouldBe(ItemStatus.InProgress);
        added.Item.ShouldBeOfType<MessageItem>().Content.ShouldBeEmpty();
        reply.Only<ConversationItemAdded>().PreviousItemId.ShouldBe("u");
        reply.Only<ConversationItemDone>().PreviousItemId.ShouldBe("u");
        done.Item.Status.ShouldBe(ItemStatus.Completed);
        done.Item.ShouldBeOfType<MessageItem>().Content.ShouldBe([new OutputAudio("Hello there.")]);
        reply.Only<ResponseDone>().Response.Output.ShouldBe([done.Item]);
    }

    [Fact]
    public void Usage_is_complete_and_adds_up()
    {
        var stage = new SessionStage();
        stage.Utter();
        stage.Transcribe("hello");
        var usage = stage.Speak().Only<ResponseDone>().Response.Usage.ShouldNotBeNull();
        usage.InputTokenDetails.TextTokens.ShouldBe(7);
        usage.InputTokenDetails.AudioTokens.ShouldBeInRange(11, 13); // one for 100 ms
        usage.OutputTokenDetails.ShouldBe(new OutputTokenDetails(5, 10)); // one for 50 ms
        usage.TotalTokens.ShouldBe(usage.InputTokens + usage.OutputTokens);
    }

    [Fact]
    public void An_answer_without_a_word_still_has_its_item()
    {
        var stage = new SessionStage();
        stage.AddText("Hi");
        stage.Ask();
        stage.Reply(new Finished(1, 0)).Only<ResponseDone>().Response.Output.ShouldHaveSingleItem().Status.ShouldBe(ItemStatus.Completed);
    }

    [Fact]
    public void Spoken_and_written_at_once_both_streams_carry_the_spoken_text()
    {
        var both = SessionStage.DefaultConfig with { OutputModalities = [Modality.Text, Modality.Audio] };
        var stage = new SessionStage(both, SessionPolicy.Yandex);
        stage.AddText("Hi");
        stage.Ask();
        var reply = stage.Speak("Привет.");
        reply.Only<ResponseOutputTextDelta>().Delta.ShouldBe("Привет.");
        reply.Only<ResponseOutputTextDone>().Text.ShouldBe("Привет.");
        reply.Only<ResponseOutputAudioTranscriptDone>().Transcript.ShouldBe("Привет.");
    }

    [Fact]
    public void Max_tokens_end_a_response_as_incomplete()
    {
        var stage = new SessionStage(Story.Writing());
        stage.AddText("Tell me all");
        stage.Ask(new() { MaxOutputTokens = new(5) }).Only<ResponseCreated>().Response.MaxOutputTokens.Limit.ShouldBe(5);
        stage.Last<BeginResponse>().Prompt.MaxOutputTokens.Limit.ShouldBe(5);
        var done = stage.Reply(new Said("It was a"), new Finished(3, 5, "max_output_tokens")).Only<ResponseDone>().Response;
        done.Status.ShouldBe(ResponseStatus.Incomplete);
        done.StatusDetails.ShouldBe(new StatusDetails(ResponseStatus.Incomplete, "max_output_tokens"));
        done.Output.ShouldHaveSingleItem().Status.ShouldBe(ItemStatus.Incomplete);
    }

    [Fact]
    public void A_failed_engine_fails_the_response_and_nothing_else()
    {
        var stage = new SessionStage();
        stage.AddText("Hi");
        stage.Ask();
        var failed = stage.Reply(new Failed(new("server_error", "engine_failed", "The model fell over.")));
        failed.Names().ShouldBe(["response.done"]);
        var response = failed.Only<ResponseDone>().Response;
        response.Status.ShouldBe(ResponseStatus.Failed);
        response.StatusDetails!.Error.ShouldBe(new StatusError("server_error", "engine_failed", "The model fell over."));
        response.Usage.ShouldNotBeNull();
        stage.Ask();
        stage.Speak().Names().ShouldBe(Story.SpokenReply);
    }

    [Fact]
    public void A_response_that_fails_in_mid_sentence_closes_what_it_opened()
    {
        var stage = Story.Answering();
        var failed = stage.Reply(new Failed(new("server_error", null, "The voice fell over.")));
        failed.Names().ShouldBe(
        [
            "response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done",
            "conversation.item.done", "response.output_item.done", "response.done",
        ]);
        failed.Only<ResponseOutputItemDone>().Item.Status.ShouldBe(ItemStatus.Incomplete);
    }

    [Fact]
    public void Metadata_come_back()
    {
        var stage = new SessionStage();
        var metadata = new Dictionary<string, string> { ["client_event_id"] = "x" };
        stage.Ask(new() { Metadata = metadata }).Only<ResponseCreated>().Response.Metadata.ShouldBe(metadata);
        stage.Speak().Only<ResponseDone>().Response.Metadata.ShouldBe(metadata);
    }

    [Fact]
    public void Overrides_hold_for_one_response()
    {
        var stage = new SessionStage(Story.Writing() with { Instructions = "Be kind." });
        stage.Ask(new() { Instructions = "Be brief.", ToolChoice = ToolChoice.Required, Tools = [new FunctionTool("f")] });
        stage.Last<BeginResponse>().Prompt.ShouldSatisfyAllConditions(
            prompt => prompt.Instructions.ShouldBe("Be brief."),
            prompt => prompt.ToolChoice.ShouldBe(ToolChoice.Required),
            prompt => prompt.Tools.ShouldBe([new FunctionTool("f")]));
        stage.Reply(new Said("Ok"), new Finished(1, 1));
        stage.Ask();
        stage.Last<BeginResponse>().Prompt.ShouldSatisfyAllConditions(
            prompt => prompt.Instructions.ShouldBe("Be kind."),
            prompt => prompt.ToolChoice.ShouldBe(ToolChoice.Auto),
            prompt => prompt.Tools.ShouldBeEmpty());
    }

    [Fact]
    public void The_voice_speaks_the_sessions_language_or_else_the_pipelines()
    {
        var stage = new SessionStage();
        stage.Ask();
        stage.Last<BeginResponse>().Plan.Language.ShouldBe("en");
        var german = new SessionStage(SessionStage.DefaultConfig.With(input => input with { Transcription = new("m", "de") }));
        german.Ask();
        german.Last<BeginResponse>().Plan.Language.ShouldBe("de");
    }

    [Fact]
    public void A_second_response_is_refused_while_one_is_active()
    {
        var stage = Story.Answering();
        var active = stage.Events.OfType<ResponseCreated>().Last().Response.Id;
        var error = stage.Say(new ResponseCreate { EventId = "r2" }).Error();
        error.Code.ShouldBe("conversation_already_has_active_response");
        error.EventId.ShouldBe("r2");
        error.Message.ShouldContain(active);
        stage.Reply(new Finished(1, 1)).Only<ResponseDone>().Response.Status.ShouldBe(ResponseStatus.Completed);
    }

    [Fact]
    public void Where_the_policy_folds_responses_asking_twice_has_one_answer()
    {
        var stage = Story.Answering(policy: SessionPolicy.Yandex);
        stage.Ask().ShouldBeEmpty();
        stage.Ask().ShouldBeEmpty();
        stage.Reply(new Finished(1, 1)).Names()[^1].ShouldBe("response.done");
    }
}
