using Parley.Protocol;
using Parley.Realtime;

namespace Parley.Conversations;

public sealed class ConversationTests
{
    private readonly Conversation _conversation = new("conv_1", audioLimit: 1000, characterLimit: 100);

    [Fact]
    public void Items_stand_in_the_order_they_were_placed()
    {
        Add("b");
        Add("a", "root");
        Add("d");
        Add("c", "b");
        string.Concat(_conversation.Entries.Select(entry => entry.Id)).ShouldBe("abcd");
        _conversation.LastItemId.ShouldBe("d");
        _conversation.Previous(_conversation.Find("a")!).ShouldBeNull();
        _conversation.Previous(_conversation.Find("c")!).ShouldBe("b");
    }

    [Fact]
    public void An_item_may_be_named_root()
    {
        Add("a");
        Add("root");
        Add("b", "root");
        string.Concat(_conversation.Entries.Select(entry => entry.Id)).ShouldBe("arootb");
    }

    [Fact]
    public void A_refused_item_changes_nothing()
    {
        Add("a");
        Should.Throw<InvalidRequestException>(() => Add("a")).Code.ShouldBe("item_create_duplicate_item_id");
        Should.Throw<InvalidRequestException>(() => Add("b", "nowhere")).Param.ShouldBe("previous_item_id");
        _conversation.Entries.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_oldest_sound_goes_first()
    {
        var (a, b, c) = (Add("a"), Add("b"), Add("c"));
        foreach (var entry in new[] { a, b, c })
        {
            _conversation.Keep(entry, Tape.Of(new byte[480]), AudioFormat.Pcm24000);
        }

        (a.Sound.Length, b.Sound.Length, c.Sound.Length).ShouldBe((0, 480, 480));
        a.AudioMs.ShouldBe(10); // how long it was is still known
    }

    [Fact]
    public void A_deleted_entry_is_held_no_more_even_when_its_id_returns()
    {
        var first = Add("a");
        _conversation.Delete("a").ShouldBe(first);
        var second = Add("a");
        (_conversation.Holds(first), _conversation.Holds(second)).ShouldBe((false, true));
    }

    private ConversationEntry Add(string id, string? after = null) =>
        _conversation.Add(new MessageItem(Role.User, [new InputText(id)]) { Id = id }, after);
}
