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

    private static async Task<string> Reply(params string[] results)
    {
        var talk = new Talker();
        talk.Messages.Add(new(ChatRole.User, "what is it"));
        talk.Messages.Add(new(ChatRole.Assistant, [.. results.Select((_, i) => new FunctionCallContent($"call_{i}", $"reading_{i}"))]));
        talk.Messages.AddRange(results.Select((result, i) => new ChatMessage(ChatRole.Tool, [new FunctionResultContent($"call_{i}", result)])));
        return (await talk.Respond()).Text;
    }
}
