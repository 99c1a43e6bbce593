using Parley.Conversations;
using Parley.Protocol;
using Parley.Realtime;

namespace Parley.Responding;

public sealed class ContextWindowTests
{
    private const string Words = "0123456789012345678901234567890123456789"; // ten tokens

    private readonly List<ConversationEntry> _entries = [];

    [Fact]
    public void What_fits_is_kept() => Kept(1000, Turns(5)).ShouldBe(["u0", "a0", "u1", "a1", "u2", "a2", "u3", "a3", "u4"]);

    [Fact]
    public void What_does_not_fit_is_dropped_from_the_beginning() => Kept(40, Turns(5)).ShouldBe(["u3", "a3", "u4"]); // 40, less 10 for an answer

    [Fact]
    public void Instructions_and_tools_take_room_and_stay()
    {
        var plan = Plan() with { Instructions = Words };
        var context = new ContextWindow(40).OfInput(plan, Turns(5));
        Ids(context).ShouldBe(["a3", "u4"]);
        context.Tokens.Total.ShouldBe(30);
    }

    [Fact]
    public void The_users_newest_turn_stays_however_large() => Kept(4, Turns(3)).ShouldBe(["u2"]);

    [Fact]
    public void What_followed_the_users_newest_turn_stays_too()
    {
        Turns(3);
        Add(new FunctionCallItem("f", "c1", Words) { Id = "f" }, new FunctionCallOutputItem("c1", Words) { Id = "o" });
        Kept(4, _entries).ShouldBe(["u2", "f", "o"]);
    }

    [Fact]
    public void A_call_and_its_output_go_together()
    {
        Add(new FunctionCallItem("", "c1", Words) { Id = "f" }, Said("a", Role.Assistant), new FunctionCallOutputItem("c1", Words) { Id = "o" }, Said("u", Role.User));
        Kept(40, _entries).ShouldBe(["a", "u"]);
    }

    [Fact]
    public void A_call_whose_output_is_new_stays_with_it()
    {
        Add(new FunctionCallItem("", "c1", Words) { Id = "f" }, Said("a", Role.Assistant), Said("u", Role.User), new FunctionCallOutputItem("c1", Words) { Id = "o" });
        Kept(40, _entries).ShouldBe(["f", "u", "o"]);
    }

    [Fact]
    public void A_retention_ratio_drops_more_at_once_and_then_nothing_for_a_while()
    {
        var window = new ContextWindow(160);
        var plan = Plan() with { Truncation = new("retention_ratio", 0.5), MaxOutputTokens = new(40) };
        Ids(window.OfConversation(plan, Turns(7))).ShouldBe(["a3", "u4", "a4", "u5", "a5", "u6"]); // 130 tokens are more than 120, and half of those are kept
        Add(Said("a6", Role.Assistant), Said("u7", Role.User));
        Ids(window.OfConversation(plan, _entries))[0].ShouldBe("a3"); // it begins as the last one did
    }

    [Fact]
    public void A_limit_of_its_own_counts_what_follows_the_instructions() =>
        Ids(new ContextWindow(100_000).OfInput(Plan() with { Instructions = Words, Truncation = new("retention_ratio", 1, 25) }, Turns(5))).ShouldBe(["a3", "u4"]);

    [Fact]
    public void Where_truncation_is_disabled_nothing_goes_and_the_prompt_says_that_it_is_too_long()
    {
        var plan = Plan() with { Truncation = Truncation.Disabled };
        var context = new ContextWindow(40).OfInput(plan, Turns(5));
        context.Entries.Count.ShouldBe(9);
        var refusal = Prompt.For(plan, context).Refusal.ShouldNotBeNull();
        (refusal.Type, refusal.Code).ShouldBe(("invalid_request_error", "context_length_exceeded"));
        refusal.Message.ShouldContain("90");
        Prompt.For(plan, new ContextWindow(400).OfInput(plan, _entries)).Refusal.ShouldBeNull();
    }

    [Fact]
    public void An_aside_does_not_shorten_what_the_conversation_remembers()
    {
        var window = new ContextWindow(400);
        var aside = Plan() with { IsOutOfBand = true, Instructions = new string('x', 1100) };
        window.OfConversation(aside, Turns(5)).Entries.Count.ShouldBeLessThan(9);
        window.OfConversation(Plan(), _entries).Entries.Count.ShouldBe(9);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("abcd", 1)]
    [InlineData("abcde", 2)]
    [InlineData("привет", 3)]
    [InlineData("你好", 2)]
    public void Tokens_are_estimated_by_the_alphabet(string text, int tokens) => TokenEstimate.Of(text).ShouldBe(tokens);

    [Fact]
    public void Speech_and_images_are_counted_apart_from_text()
    {
        var entry = new ConversationEntry(new MessageItem(Role.User, [new InputAudio(), new InputImage("data:", "low")]) { Id = "u" }) { HeardText = "abcdefgh" };
        entry.Keep(Tape.Of(new byte[3056 * 48]), AudioFormat.Pcm24000);
        TokenEstimate.Of(entry).ShouldBe(new TokenCount(2, 30, 85));
    }

    private static ResponsePlan Plan() => ResponsePlan.For(new(Instructions: ""), null, null);

    private static MessageItem Said(string id, Role role) => new(role, [role == Role.User ? new InputText(Words) : new OutputText(Words)]) { Id = id };

    private List<ConversationEntry> Turns(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Add(Said($"u{i}", Role.User));
            if (i < count - 1)
            {
                Add(Said($"a{i}", Role.Assistant));
            }
        }

        return _entries;
    }

    private void Add(params Item[] items) => _entries.AddRange(items.Select(item => new ConversationEntry(item)));

    private static string[] Kept(int size, IReadOnlyList<ConversationEntry> entries) => Ids(new ContextWindow(size).OfInput(Plan(), entries));

    private static string[] Ids(Context context) => [.. context.Entries.Select(entry => entry.Id)];
}
