using Parley.Protocol;
using Parley.Responding;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class TruncationTests
{
    [Fact]
    public void Truncate_leaves_the_model_only_what_was_heard()
    {
        var (stage, id) = Spoken("One two three four five six seven eight nine ten.", 10_000);
        var events = stage.Say(new ConversationItemTruncate(id, 0, 4000));
        events.Only<ConversationItemTruncated>().ShouldSatisfyAllConditions(
            truncated => truncated.ItemId.ShouldBe(id),
            truncated => truncated.ContentIndex.ShouldBe(0),
            truncated => truncated.AudioEndMs.ShouldBe(4000));
        stage.Ask();
        Text(stage.Last<BeginResponse>().Prompt.Items[0]).ShouldBe("One two three four");
    }

    [Fact]
    public void Truncate_cuts_the_kept_sound_too()
    {
        var (stage, id) = Spoken("Hello there.", 10_000);
        stage.Say(new ConversationItemTruncate(id, 0, 4000));
        var item = stage.Say(new ConversationItemRetrieve(id)).Only<ConversationItemRetrieved>().Item.ShouldBeOfType<MessageItem>();
        item.Content[0].ShouldBeOfType<OutputAudio>().Audio!.Value.Length.ShouldBe(4 * 48_000);
    }

    [Fact]
    public void Truncate_beyond_the_end_is_told_and_then_done_as_far_as_there_is_sound()
    {
        var (stage, id) = Spoken("Hello there.", 9800);
        var events = stage.Say(new ConversationItemTruncate(id, 0, 11_579) { EventId = "t1" });
        events.Names().ShouldBe(["error", "conversation.item.truncated"]);
        events.Only<ErrorEvent>().Error.Message.ShouldBe("Audio content of 9800ms is already shorter than 11579ms");
        events.Only<ErrorEvent>().Error.EventId.ShouldBeNull();
        events.Only<ConversationItemTruncated>().AudioEndMs.ShouldBe(9800);
    }

    [Fact]
    public void Truncate_of_an_unknown_item_is_a_mistake()
    {
        var error = new SessionStage().Say(new ConversationItemTruncate("nope", 0, 100) { EventId = "t" }).Error();
        (error.Code, error.Message, error.EventId).ShouldBe(("item_truncate_invalid_item_id", "Item with item_id not found: nope", "t"));
    }

    [Fact]
    public void Truncate_of_a_users_item_is_a_mistake()
    {
        var stage = new SessionStage();
        stage.AddText("Hi", "u");
        var error = stage.Say(new ConversationItemTruncate("u", 0, 100)).Error();
        (error.Code, error.Message).ShouldBe((null, "Only model output audio messages can be truncated"));
    }

    [Theory]
    [InlineData(1, 100, "content_index")]
    [InlineData(0, -1, "audio_end_ms")]
    public void Truncate_checks_its_numbers(int contentIndex, int audioEndMs, string param)
    {
        var (stage, id) = Spoken("Hello there.", 1000);
        stage.Say(new ConversationItemTruncate(id, contentIndex, audioEndMs)).Error().Param.ShouldBe(param);
    }

    [Fact]
    public void Truncate_then_cancel_while_the_answer_streams_are_both_answered()
    {
        var stage = new SessionStage();
        stage.Ask();
        var id = stage.Reply(new Said("One two three four five six seven eight nine ten."), new Sounded(Tone.Pcm16(3000))).Only<ConversationItemAdded>().Item.Id!;
        stage.Say(new ConversationItemTruncate(id, 0, 1300)).Names().ShouldBe(["conversation.item.truncated"]);
        var cancelled = stage.Say(new ResponseCancel());
        cancelled.Names()[^1].ShouldBe("response.done");
        Text(cancelled.Only<ConversationItemDone>().Item).ShouldBe("One two three four");
        stage.Ask();
        Text(stage.Last<BeginResponse>().Prompt.Items[0]).ShouldBe("One two three four");
    }

    [Fact]
    public void What_streams_after_a_cut_is_not_remembered()
    {
        var stage = new SessionStage();
        stage.Ask();
        var id = stage.Reply(new Said("One two three."), new Sounded(Tone.Pcm16(1000))).Only<ConversationItemAdded>().Item.Id!;
        stage.Say(new ConversationItemTruncate(id, 0, 1000));
        var ended = stage.Reply(new Said(" Four five six."), new Sounded(Tone.Pcm16(1000)), new Finished(1, 1));
        ended.Only<ConversationItemDone>().Item.Status.ShouldBe(ItemStatus.Incomplete);
        stage.Ask();
        Text(stage.Last<BeginResponse>().Prompt.Items[0]).ShouldBe("One two three.");
    }

    [Fact]
    public void Truncate_after_cancel_is_answered()
    {
        var stage = Story.Answering();
        var id = stage.Say(new ResponseCancel()).Only<ConversationItemDone>().Item.Id!;
        stage.Say(new ConversationItemTruncate(id, 0, 600)).Only<ConversationItemTruncated>().AudioEndMs.ShouldBe(600);
    }

    [Fact]
    public void Nothing_heard_leaves_nothing_said()
    {
        var (stage, id) = Spoken("Hello there.", 1000);
        stage.Say(new ConversationItemTruncate(id, 0, 0)).Names().ShouldBe(["conversation.item.truncated"]);
        stage.Ask();
        Text(stage.Last<BeginResponse>().Prompt.Items[0]).ShouldBe("");
    }

    private static (SessionStage Stage, string ItemId) Spoken(string text, int ms)
    {
        var stage = new SessionStage();
        stage.Ask();
        var id = stage.Reply(new Said(text), new Sounded(Tone.Pcm16(ms)), new Finished(1, 1)).Only<ConversationItemDone>().Item.Id!;
        return (stage, id);
    }

    private static string? Text(Item item) => item.ShouldBeOfType<MessageItem>().Content.ShouldHaveSingleItem().ShouldBeOfType<OutputAudio>().Transcript;
}
