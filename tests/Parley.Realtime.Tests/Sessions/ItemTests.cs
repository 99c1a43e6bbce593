using Parley.Protocol;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class ItemTests
{
    private readonly SessionStage _stage = new();

    [Theory]
    [InlineData("a", "a", "a c b")]
    [InlineData("root", null, "c a b")]
    [InlineData(null, "b", "a b c")]
    [InlineData("", "b", "a b c")]
    [InlineData("b", "b", "a b c")]
    public void An_item_goes_where_its_client_says(string? after, string? shown, string order)
    {
        _stage.AddText("1", "a");
        _stage.AddText("2", "b");
        var events = _stage.AddText("3", "c", after);
        events.Only<ConversationItemAdded>().PreviousItemId.ShouldBe(shown);
        events.Only<ConversationItemDone>().PreviousItemId.ShouldBe(shown);
        _stage.Ask();
        string.Join(' ', _stage.Last<BeginResponse>().Prompt.Items.Select(item => item.Id)).ShouldBe(order);
    }

    [Fact]
    public void An_output_of_a_call_that_nobody_made_is_a_mistake()
    {
        var error = _stage.Say(new ConversationItemCreate(new FunctionCallOutputItem("call_x", "1"))).Error();
        (error.Code, error.Message).ShouldBe(("invalid_tool_call_id", "Tool call ID 'call_x' not found in conversation."));
    }

    [Fact]
    public void After_an_unknown_item_nothing_is_added()
    {
        var error = _stage.Say(new ConversationItemCreate(Story.User("x", "x"), "nope") { EventId = "e" }).Error();
        (error.Type, error.Param, error.EventId).ShouldBe(("invalid_request_error", "previous_item_id", "e"));
        _stage.Say(new ConversationItemDelete("x")).Error().Code.ShouldBe("item_delete_invalid_item_id");
    }

    [Fact]
    public void An_item_that_is_added_while_a_response_runs_lands_behind_it()
    {
        _stage.AddText("Hi", "u1");
        _stage.Ask();
        _stage.AddText("By the way", "u2").Only<ConversationItemAdded>().PreviousItemId.ShouldBe("u1");
        var reply = _stage.Speak();
        reply.Only<ConversationItemAdded>().PreviousItemId.ShouldBe("u1");
        _stage.Ask();
        _stage.Last<BeginResponse>().Prompt.Items.Select(item => item.Id).ShouldBe(["u1", reply.Only<ConversationItemAdded>().Item.Id, "u2"]);
    }

    [Fact]
    public void A_response_whose_question_was_deleted_stands_at_the_end()
    {
        _stage.AddText("Hi", "u1");
        _stage.AddText("Hello?", "u2");
        _stage.Ask();
        _stage.Say(new ConversationItemDelete("u2"));
        _stage.Speak().Only<ConversationItemAdded>().PreviousItemId.ShouldBe("u1");
    }

    [Fact]
    public void An_item_without_an_id_is_given_one() => _stage.AddText("x").Only<ConversationItemAdded>().Item.Id.ShouldStartWith("item_");

    [Fact]
    public void An_id_may_be_used_again_after_delete()
    {
        _stage.AddText("1", "a");
        _stage.AddText("2", "a").Error().Code.ShouldBe("item_create_duplicate_item_id");
        _stage.Say(new ConversationItemDelete("a")).Only<ConversationItemDeleted>().ItemId.ShouldBe("a");
        _stage.AddText("2", "a").Names().ShouldBe(["conversation.item.added", "conversation.item.done"]);
    }

    [Fact]
    public void The_id_of_the_turn_that_is_being_spoken_is_taken()
    {
        var id = _stage.Append(Tone.Pcm16(300)).Only<InputAudioBufferSpeechStarted>().ItemId;
        _stage.AddText("mine", id).Error().Code.ShouldBe("item_create_duplicate_item_id");
        _stage.Append(Tone.Silence(400)).Only<ConversationItemAdded>().Item.Id.ShouldBe(id);
    }

    [Fact]
    public void Neighbours_of_a_deleted_item_meet()
    {
        foreach (var id in new[] { "a", "b", "c" })
        {
            _stage.AddText(id, id);
        }

        _stage.Say(new ConversationItemDelete("c"));
        _stage.AddText("d", "d").Only<ConversationItemAdded>().PreviousItemId.ShouldBe("b");
    }

    [Theory]
    [InlineData("retrieve", "item_retrieve_invalid_item_id", "Error retrieving item: the item with id 'X' does not exist.")]
    [InlineData("delete", "item_delete_invalid_item_id", "Error deleting item: the item with id 'X' does not exist.")]
    public void What_is_not_there_can_neither_be_retrieved_nor_deleted(string what, string code, string message)
    {
        ClientEvent asked = what == "retrieve" ? new ConversationItemRetrieve("X") { EventId = "e" } : new ConversationItemDelete("X") { EventId = "e" };
        _stage.Say(asked).Error().ShouldBe(new ErrorDetails("invalid_request_error", code, message, null, "e"));
    }

    [Fact]
    public void A_spoken_reply_is_retrieved_with_its_sound()
    {
        var id = Story.Answered() is var stage ? stage.Events.OfType<ConversationItemDone>().Last().Item.Id! : "";
        var part = stage.Say(new ConversationItemRetrieve(id)).Only<ConversationItemRetrieved>().Item.ShouldBeOfType<MessageItem>().Content[0].ShouldBeOfType<OutputAudio>();
        part.Transcript.ShouldBe("Hello there.");
        part.Audio!.Value.ToArray().ShouldBe(Tone.Pcm16(500));
    }

    [Fact]
    public void The_oldest_sound_is_dropped_when_the_limit_is_reached()
    {
        var stage = new SessionStage(policy: SessionPolicy.OpenAI with { ItemAudioBytes = 100_000 });
        var first = Turn();
        var second = Turn();
        Audio(first).ShouldBeNull();
        Audio(second).ShouldNotBeNull();

        string Turn()
        {
            var id = stage.Utter().Only<InputAudioBufferCommitted>().ItemId;
            stage.Transcribe("hello");
            stage.Say(new ResponseCancel());
            return id;
        }

        ReadOnlyMemory<byte>? Audio(string id) => stage.Say(new ConversationItemRetrieve(id)).Only<ConversationItemRetrieved>().Item
            .ShouldBeOfType<MessageItem>().Content[0].ShouldBeOfType<InputAudio>().Audio;
    }

    [Fact]
    public void Histories_may_be_seeded_with_assistant_text_calls_and_outputs()
    {
        _stage.Say(new ConversationItemCreate(new MessageItem(Role.Assistant, [new OutputText("Hello.")])));
        _stage.Say(new ConversationItemCreate(new FunctionCallItem("f", "call_1", "{}")));
        _stage.Say(new ConversationItemCreate(new FunctionCallOutputItem("call_1", "1")));
        _stage.Say(new ConversationItemCreate(new MessageItem(Role.System, [new InputText("Be kind.")])));
        _stage.Events.OfType<ErrorEvent>().ShouldBeEmpty();
        _stage.Ask();
        _stage.Last<BeginResponse>().Prompt.Items.Count.ShouldBe(4);
    }

    public static TheoryData<Item, string> Refused => new()
    {
        { new ItemReference { Id = "a" }, "item.type" },
        { new MessageItem(Role.Assistant, [new OutputAudio("x")]), "item.content[0].type" },
        { new MessageItem(Role.System, [new InputText("x"), new InputAudio()]), "item.content[1].type" },
        { new MessageItem(Role.User, [new OutputText("x")]), "item.content[0].type" },
        { new MessageItem(Role.User, [new InputImage("https://example.com/cat.png")]), "item.content[0].image_url" },
        { new MessageItem(Role.User, [new InputImage("data:image/png;base64,???")]), "item.content[0].image_url" },
        { new MessageItem(Role.User, [new InputImage("data:image/png;base64,AAAA", "enormous")]), "item.content[0].detail" },
        { new MessageItem(Role.User, [new InputAudio(), new InputAudio()]), "item.content" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Items_that_make_no_sense_are_refused_where_they_do_not(Item item, string param) =>
        _stage.Say(new ConversationItemCreate(item)).Error().Param.ShouldBe(param);

    [Fact]
    public void A_reply_deleted_while_it_streams_is_closed_without_conversation_events()
    {
        var stage = Story.Answering();
        var id = stage.Events.OfType<ConversationItemAdded>().Last().Item.Id!;
        stage.Say(new ConversationItemDelete(id));
        stage.AddText("mine", id);
        stage.Reply(new Responding.Finished(1, 1)).OfType<ConversationItemDone>().ShouldBeEmpty();
        stage.Say(new ConversationItemRetrieve(id)).Only<ConversationItemRetrieved>().Item.ShouldBeOfType<MessageItem>().Role.ShouldBe(Role.User);
    }
}
