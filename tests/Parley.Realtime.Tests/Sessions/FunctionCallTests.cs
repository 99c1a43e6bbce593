using Parley.Protocol;
using Parley.Responding;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class FunctionCallTests
{
    private static readonly string[] CallOpens = ["response.output_item.added", "conversation.item.added"];
    private static readonly string[] CallCloses = ["conversation.item.done", "response.output_item.done"];

    private readonly SessionStage _stage = new(Story.Writing());

    [Fact]
    public void A_call_has_the_order_of_the_protocol()
    {
        Ask();
        _stage.Reply(new Called("get_weather", """{"city":"Bern"}"""), new Finished(1, 1)).Names().ShouldBe(
        [
            .. CallOpens, "response.function_call_arguments.delta", "response.function_call_arguments.done", .. CallCloses, "response.done",
        ]);
    }

    [Fact]
    public void A_call_begins_without_arguments_and_ends_with_all_of_them()
    {
        Ask();
        var arguments = $$"""{"text":"{{new string('x', 200)}}"}""";
        var events = _stage.Reply(new Called("note", arguments), new Finished(1, 1));
        var begun = events.Only<ResponseOutputItemAdded>().Item.ShouldBeOfType<FunctionCallItem>();
        begun.Status.ShouldBe(ItemStatus.InProgress);
        begun.Name.ShouldBe("note");
        begun.Arguments.ShouldBe("");
        begun.CallId!.Length.ShouldBeLessThanOrEqualTo(32);
        events.Only<ConversationItemAdded>().Item.ShouldBe(begun);
        string.Concat(events.OfType<ResponseFunctionCallArgumentsDelta>().Select(delta => delta.Delta)).ShouldBe(arguments);
        var done = events.Only<ResponseFunctionCallArgumentsDone>();
        (done.CallId, done.Name, done.Arguments).ShouldBe((begun.CallId, "note", arguments));
        var finished = begun with { Status = ItemStatus.Completed, Arguments = arguments };
        events.Only<ConversationItemDone>().Item.ShouldBe(finished);
        events.Only<ResponseOutputItemDone>().Item.ShouldBe(finished);
        events.Only<ResponseDone>().Response.Output.ShouldBe([finished]);
    }

    [Fact]
    public void Two_calls_are_two_items_of_one_response()
    {
        Ask();
        var events = _stage.Reply(new Called("a", "{}"), new Called("b", "{}"), new Finished(1, 1));
        events.OfType<ResponseOutputItemAdded>().Select(added => added.OutputIndex).ShouldBe([0, 1]);
        events.OfType<ResponseOutputItemDone>().Select(done => (done.OutputIndex, ((FunctionCallItem)done.Item).Name)).ShouldBe([(0, "a"), (1, "b")]);
        events.OfType<ResponseFunctionCallArgumentsDone>().Select(done => done.CallId).ShouldBeUnique();
        events.Only<ResponseDone>().Response.Output.Count.ShouldBe(2);
    }

    [Fact]
    public void What_was_said_before_a_call_is_its_own_item_and_finished_first()
    {
        Ask();
        var events = _stage.Reply(new Said("Let me see."), new Called("a", "{}"), new Finished(1, 1));
        events.Names().ShouldBe(
        [
            .. CallOpens, "response.content_part.added", "response.output_text.delta", "response.output_text.done", "response.content_part.done", .. CallCloses,
            .. CallOpens, "response.function_call_arguments.delta", "response.function_call_arguments.done", .. CallCloses, "response.done",
        ]);
        events.OfType<ResponseOutputItemDone>().Select(done => done.OutputIndex).ShouldBe([0, 1]);
    }

    [Fact]
    public void The_next_response_sees_the_call_and_its_output_in_order()
    {
        Ask();
        var call = Call("get_weather");
        Output(call, "sunny").Names().ShouldBe(["conversation.item.added", "conversation.item.done"]);
        _stage.Ask();
        _stage.Last<BeginResponse>().Prompt.Items.Select(item => item.GetType()).ShouldBe([typeof(MessageItem), typeof(FunctionCallItem), typeof(FunctionCallOutputItem)]);
    }

    [Fact]
    public void An_output_has_no_status()
    {
        Ask();
        Output(Call("f"), "1").Only<ConversationItemAdded>().Item.Status.ShouldBeNull();
    }

    [Fact]
    public void An_output_sent_before_the_response_is_done_is_told_after_it()
    {
        Ask();
        var called = _stage.Reply(new Called("f", "{}"));
        called.OfType<ResponseOutputItemDone>().ShouldBeEmpty(); // clients answer on it
        Output(called.Only<ResponseFunctionCallArgumentsDone>().CallId, "1").ShouldBeEmpty();
        _stage.Reply(new Finished(1, 1)).Names().ShouldBe([.. CallCloses, "response.done", "conversation.item.added", "conversation.item.done"]);
    }

    [Fact]
    public void A_response_asked_for_before_the_call_is_done_follows_it()
    {
        Ask();
        var called = _stage.Reply(new Called("f", "{}"));
        Output(called.Only<ResponseFunctionCallArgumentsDone>().CallId, "1");
        _stage.Ask().ShouldBeEmpty();
        _stage.Reply(new Finished(1, 1)).Names().ShouldBe(
            [.. CallCloses, "response.done", "conversation.item.added", "conversation.item.done", "response.created"]);
        _stage.Last<BeginResponse>().Prompt.Items[^1].ShouldBeOfType<FunctionCallOutputItem>();
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("beta")]
    [InlineData("yandex")]
    public void A_response_asked_for_as_soon_as_the_arguments_are_there_follows_whoever_asks(string family)
    {
        var stage = new SessionStage(Story.Writing(), family switch { "yandex" => SessionPolicy.Yandex, "beta" => SessionPolicy.Beta, _ => SessionPolicy.OpenAI });
        stage.Ask();
        var callId = stage.Reply(new Called("f", "{}")).Only<ResponseFunctionCallArgumentsDone>().CallId;
        stage.Ask().ShouldBeEmpty();
        stage.Reply(new Finished(1, 1)).Names()[^2..].ShouldBe(["response.done", "response.created"]);
        stage.Say(new ConversationItemCreate(new FunctionCallOutputItem(callId, "1")));
        stage.Reply(new Said("One."), new Finished(1, 1)).Names()[^1].ShouldBe("response.done");
        stage.Events.OfType<ResponseDone>().Count().ShouldBe(2);
    }

    [Fact]
    public void Only_one_response_waits_for_a_call()
    {
        Ask();
        _stage.Reply(new Called("f", "{}"));
        _stage.Ask().ShouldBeEmpty();
        _stage.Ask().Error().Code.ShouldBe("conversation_already_has_active_response");
    }

    [Fact]
    public void A_client_that_asks_after_each_output_gets_one_answer_to_all_where_the_policy_folds_them()
    {
        var stage = new SessionStage(Story.Writing(), SessionPolicy.Yandex);
        stage.Ask();
        var calls = stage.Reply(new Called("a", "{}"), new Called("b", "{}"), new Finished(1, 1)).OfType<ResponseFunctionCallArgumentsDone>().ToList();
        stage.Say(new ConversationItemCreate(new FunctionCallOutputItem(calls[0].CallId, "1")));
        stage.Ask().Names().ShouldBe(["response.created"]);
        stage.Say(new ConversationItemCreate(new FunctionCallOutputItem(calls[1].CallId, "2")));
        stage.Ask().ShouldBeEmpty();
        stage.Last<BeginResponse>().Prompt.Items.OfType<FunctionCallOutputItem>().Count().ShouldBe(2);
        stage.Reply(new Said("One."), new Finished(1, 1)).Names()[^1].ShouldBe("response.done");
    }

    [Fact]
    public void A_mistake_in_an_item_that_was_held_back_is_told_with_its_event()
    {
        Ask();
        _stage.Reply(new Called("f", "{}"));
        _stage.Say(new ConversationItemCreate(Story.User("x"), "nowhere") { EventId = "e9" }).ShouldBeEmpty();
        _stage.Reply(new Finished(1, 1)).Only<ErrorEvent>().Error.EventId.ShouldBe("e9");
    }

    [Fact]
    public void Speech_that_interrupts_a_call_drops_the_answer_that_waited_for_it()
    {
        var stage = new SessionStage(SessionStage.DefaultConfig);
        stage.Ask();
        stage.Reply(new Called("f", "{}"));
        stage.Ask();
        stage.Append(Tone.Pcm16(300)).Names().ShouldBe(["input_audio_buffer.speech_started", .. CallCloses, "response.done"]);
    }

    private void Ask()
    {
        _stage.AddText("How is the weather?");
        _stage.Ask();
    }

    private string Call(string name) => _stage.Reply(new Called(name, "{}"), new Finished(1, 1)).Only<ResponseFunctionCallArgumentsDone>().CallId;

    private IReadOnlyList<ServerEvent> Output(string callId, string output) => _stage.Say(new ConversationItemCreate(new FunctionCallOutputItem(callId, output)));
}
