using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

public class PendingResultTests
{
    [Fact]
    public async Task A_result_that_has_not_come_is_never_spoken()
    {
        var reply = await Reply("""{"temperature":12}""", Dialogue.NoResult);
        reply.ShouldContain("12");
        reply.ShouldNotContain("result yet");
    }

    [Fact]
    public async Task While_nothing_has_come_it_says_that_it_is_still_looking() => (await Reply(Dialogue.NoResult)).ShouldBe("One moment, I am still finding that out.");

    [Fact]
    public async Task A_long_text_is_read_as_far_as_anybody_listens()
    {
        var reply = await Reply(string.Join(' ', Enumerable.Repeat("This is a line of a log.", 5000)));
        reply.Length.ShouldBeLessThan(800);
        reply.ShouldEndWith("There is more.");
    }

    [Fact]
    public async Task A_second_result_is_read_out_though_the_first_was_answered_already()
    {
        var talk = new Talker();
        talk.Messages.Add(new(ChatRole.User, "what is the weather, and what time is it"));
        Answered(talk, "a", "get_weather", """{"temperature":12}""");
        (await talk.Respond()).Text.ShouldContain("12");
        Answered(talk, "b", "get_time", """{"time":"10:30"}""");
        var second = (await talk.Respond()).Text;
        second.ShouldContain("10:30");
        second.ShouldNotContain("12");
    }

    [Fact]
    public async Task A_result_is_read_out_after_the_news_that_it_is_still_to_come()
    {
        var talk = new Talker();
        talk.Messages.Add(new(ChatRole.User, "what is the weather"));
        talk.Messages.Add(new(ChatRole.Assistant, "One moment, I am still finding that out."));
        Answered(talk, "a", "get_weather", """{"temperature":12}""");
        (await talk.Respond()).Text.ShouldContain("12");
    }

    [Fact]
    public async Task A_result_that_came_while_the_user_talked_on_is_told_with_the_answer()
    {
        var talk = new Talker();
        talk.Messages.Add(new(ChatRole.User, "what is the weather"));
        Answered(talk, "a", "get_weather", """{"temperature":12}""");
        var both = (await talk.Say("hello")).Text;
        both.ShouldContain("12");
        both.ShouldContain("Hello");
        (await talk.Say("hello again")).Text.ShouldNotContain("12");
    }

    private static void Answered(Talker talk, string callId, string name, string result)
    {
        talk.Messages.Add(new(ChatRole.Assistant, [new FunctionCallContent(callId, name)]));
        talk.Messages.Add(new(ChatRole.Tool, [new FunctionResultContent(callId, result)]));
    }

    private static async Task<string> Reply(params string[] results)
    {
        var talk = new Talker();
        talk.Messages.Add(new(ChatRole.User, "what is it"));
        talk.Messages.Add(new(ChatRole.Assistant, [.. results.Select((_, i) => new FunctionCallContent($"call_{i}", $"reading_{i}"))]));
        talk.Messages.AddRange(results.Select((result, i) => new ChatMessage(ChatRole.Tool, [new FunctionResultContent($"call_{i}", result)])));
        return (await talk.Respond()).Text;
    }
}
