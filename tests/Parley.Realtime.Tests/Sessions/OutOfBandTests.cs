using Parley.Protocol;
using Parley.Responding;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class OutOfBandTests
{
    private static readonly ResponseParams Aside = new()
    {
        Conversation = "none",
        Input = [Story.User("Classify this.")],
        OutputModalities = [Modality.Text],
        Metadata = new Dictionary<string, string> { ["topic"] = "aside" },
    };

    [Fact]
    public void A_response_outside_the_conversation_touches_no_items()
    {
        var stage = new SessionStage();
        var created = stage.Ask(Aside).Only<ResponseCreated>().Response;
        created.ConversationId.ShouldBeNull();
        created.Metadata!["topic"].ShouldBe("aside");
        var reply = stage.Reply(new Said("Fine."), new Finished(1, 1));
        reply.Names().ShouldBe(
        [
            "response.output_item.added", "response.content_part.added", "response.output_text.delta", "response.output_text.done",
            "response.content_part.done", "response.output_item.done", "response.done",
        ]);
        reply.Only<ResponseDone>().Response.ConversationId.ShouldBeNull();
        stage.Ask();
        stage.Last<BeginResponse>().Prompt.Items.ShouldBeEmpty();
    }

    [Fact]
    public void Its_input_replaces_the_conversation()
    {
        var stage = Story.Answered();
        stage.Ask(Aside);
        stage.Last<BeginResponse>().Prompt.Items.ShouldHaveSingleItem().ShouldBeOfType<MessageItem>().Content.ShouldBe([new InputText("Classify this.")]);
    }

    [Fact]
    public void An_empty_input_is_an_empty_context()
    {
        var stage = Story.Answered();
        stage.Ask(new() { Conversation = "none", Input = [] });
        stage.Last<BeginResponse>().Prompt.Items.ShouldBeEmpty();
    }

    [Fact]
    public void Its_end_does_not_let_in_what_waits_for_the_end_of_the_active_response()
    {
        var stage = new SessionStage(Story.Writing());
        stage.Ask();
        var active = stage.Last<BeginResponse>().ResponseId;
        var call = stage.Reply(new Called("f", "{}")).Only<ResponseFunctionCallArgumentsDone>();
        stage.Say(new ConversationItemCreate(new FunctionCallOutputItem(call.CallId, "1"))).ShouldBeEmpty();
        stage.Ask(Aside);
        stage.Reply(new Said("Fine."), new Finished(1, 1)).Names()[^1].ShouldBe("response.done");
        stage.Handle(new ResponseStepped(active, new Finished(1, 1))).Names()[^3..].ShouldBe(["response.done", "conversation.item.added", "conversation.item.done"]);
    }

    [Fact]
    public void It_runs_beside_the_active_response()
    {
        var stage = Story.Answering();
        var active = stage.Last<BeginResponse>().ResponseId;
        var aside = stage.Ask(Aside).Only<ResponseCreated>().Response.Id;
        aside.ShouldNotBe(active);
        stage.Handle(new ResponseStepped(aside, new Said("Fine."))).OfType<ResponseOutputTextDelta>().ShouldAllBe(delta => delta.ResponseId == aside);
        stage.Handle(new ResponseStepped(active, new Sounded(Tone.Pcm16(100)))).OfType<ResponseOutputAudioDelta>().ShouldAllBe(delta => delta.ResponseId == active);
        stage.Handle(new ResponseStepped(active, new Finished(1, 1))).Only<ResponseDone>().Response.Id.ShouldBe(active);
        stage.Handle(new ResponseStepped(aside, new Finished(1, 1))).Only<ResponseDone>().Response.Id.ShouldBe(aside);
    }

    [Fact]
    public void It_does_not_see_an_answer_that_is_still_being_given()
    {
        var stage = Story.Answering();
        stage.Ask(new() { Conversation = "none" });
        stage.Last<BeginResponse>().Prompt.Items.ShouldHaveSingleItem().ShouldBeOfType<MessageItem>().Role.ShouldBe(Role.User);
    }

    [Fact]
    public void A_reference_stands_for_the_item_it_names()
    {
        var stage = new SessionStage();
        stage.AddText("Remember me.", "i1");
        stage.Ask(new() { Conversation = "none", Input = [new ItemReference { Id = "i1" }] });
        stage.Last<BeginResponse>().Prompt.Items.ShouldHaveSingleItem().Id.ShouldBe("i1");
    }

    [Fact]
    public void A_reference_to_nothing_is_a_mistake_and_no_response()
    {
        var error = new SessionStage().Say(new ResponseCreate(new() { Input = [new ItemReference { Id = "nope" }] }) { EventId = "r" }).Error();
        (error.Code, error.Param, error.EventId).ShouldBe(("invalid_value", "response.input[0]", "r"));
        error.Message.ShouldContain("nope");
    }

    [Fact]
    public void A_referenced_item_deleted_while_its_response_waits_does_no_harm()
    {
        var stage = new SessionStage(Story.Detecting(new ServerVad(CreateResponse: false)));
        var id = stage.Utter().Only<InputAudioBufferCommitted>().ItemId;
        stage.Ask(new() { Input = [new ItemReference { Id = id }] });
        stage.Say(new ConversationItemDelete(id)).Names().ShouldBe(["conversation.item.deleted"]);
        stage.Transcribe("too late").ShouldBeEmpty();
        stage.Speak().Only<ResponseDone>().Response.Status.ShouldBe(ResponseStatus.Completed);
    }

    [Fact]
    public void A_referenced_item_deleted_while_its_response_is_queued_does_no_harm()
    {
        var stage = Story.Answering(policy: SessionPolicy.Yandex);
        stage.AddText("Look at this.", "i1");
        stage.Ask(new() { Input = [new ItemReference { Id = "i1" }] });
        stage.Say(new ConversationItemDelete("i1"));
        stage.Reply(new Finished(1, 1)).Names()[^1].ShouldBe("response.created");
        stage.Last<BeginResponse>().Prompt.Items.ShouldHaveSingleItem().Id.ShouldBe("i1");
    }
}
