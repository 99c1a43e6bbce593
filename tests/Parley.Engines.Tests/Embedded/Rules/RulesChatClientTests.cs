using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

public sealed class RulesChatClientTests
{
    private static readonly ChatMessage[] Question = [new(ChatRole.User, "what's the weather in paris")];

    [Fact]
    public async Task The_same_messages_give_the_same_output()
    {
        var (one, two) = (await Updates(Question), await Updates(Question));
        Written(one).ShouldBe(Written(two));
        one.SelectMany(u => u.Contents).OfType<FunctionCallContent>().Single().CallId.ShouldMatch("^call_[0-9a-f]{16}$");
    }

    [Fact]
    public async Task Asking_again_later_gives_another_call_id()
    {
        var talk = new Talker(ThirtyTools.All);
        var first = (await talk.Say("lock the front door")).Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Single().CallId;
        await talk.Result("true");
        (await talk.Say("lock the front door")).Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Single().CallId.ShouldNotBe(first);
    }

    [Fact]
    public async Task Text_comes_word_by_word_and_usage_comes_last()
    {
        var updates = await Updates([new(ChatRole.User, "hello")]);
        updates.SelectMany(u => u.Contents).OfType<TextContent>().Select(t => t.Text).ShouldBe(["Hello!", " How", " can", " I", " help", " you?"]);
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.Stop);
        var usage = updates[^1].Contents.OfType<UsageContent>().Single().Details;
        usage.OutputTokenCount.ShouldBe(8);
        usage.TotalTokenCount.ShouldBe(usage.InputTokenCount + usage.OutputTokenCount);
        usage.InputTokenCount.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_call_finishes_with_tool_calls() =>
        (await Updates(Question))[^1].FinishReason.ShouldBe(ChatFinishReason.ToolCalls);

    [Fact]
    public async Task The_longest_output_is_kept()
    {
        var updates = await Updates([new(ChatRole.User, "tell me a story")], new ChatOptions { MaxOutputTokens = 10 });
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.Length);
        updates[^1].Contents.OfType<UsageContent>().Single().Details.OutputTokenCount.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(10);
        string.Concat(updates.Select(u => u.Text)).ShouldStartWith("Once there was");
    }

    [Fact]
    public async Task A_long_story_lasts_longer_than_half_a_minute() =>
        (await new Talker().Say("Tell me a long story.")).Text.Split(' ').Length.ShouldBeGreaterThan(300);

    [Fact]
    public async Task Tool_mode_none_calls_nothing()
    {
        var talk = new Talker(ThirtyTools.All);
        talk.Options.ToolMode = ChatToolMode.None;
        var response = await talk.Say("what's the weather in paris");
        Talker.Calls(response).ShouldBe("");
        response.Text.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Tool_mode_any_calls_the_best_function_even_of_a_greeting()
    {
        var talk = new Talker(ThirtyTools.All);
        talk.Options.ToolMode = ChatToolMode.RequireAny;
        Talker.Calls(await talk.Say("hello")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Tool_mode_specific_calls_that_function()
    {
        var talk = new Talker(ThirtyTools.All);
        talk.Options.ToolMode = ChatToolMode.RequireSpecific("create_reminder");
        Talker.Calls(await talk.Say("what's the weather in paris")).ShouldStartWith("create_reminder {text=");
    }

    [Fact]
    public async Task A_required_function_that_is_not_declared_is_named_in_the_error()
    {
        var talk = new Talker(ThirtyTools.All);
        talk.Options.ToolMode = ChatToolMode.RequireSpecific("fly_to_moon");
        (await Should.ThrowAsync<ArgumentException>(() => talk.Say("go"))).Message.ShouldContain("fly_to_moon");
    }

    [Fact]
    public async Task Cancelling_stops_the_stream()
    {
        using var stop = new CancellationTokenSource();
        var words = 0;
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new RulesChatClient(TimeProvider.System).GetStreamingResponseAsync([new(ChatRole.User, "tell me a long story")], null, stop.Token))
                if (++words == 3) await stop.CancelAsync();
        });
        words.ShouldBe(3);
    }

    [Fact]
    public async Task What_could_not_be_heard_is_asked_for_again() =>
        (await new Talker(ThirtyTools.All).Say("[inaudible]")).Text.ShouldBe("I'm sorry, I could not hear you. Could you please say that again?");

    [Theory]
    [InlineData("what time is it", "It is 10:00 AM.")]
    [InlineData("what day is it today", "Today is Wednesday, May 6, 2026.")]
    [InlineData("count to five", "1, 2, 3, 4, 5.")]
    [InlineData("count down from three", "3, 2, 1, 0.")]
    [InlineData("spell cat", "C, A, T.")]
    [InlineData("repeat after me the sky is blue", "The sky is blue.")]
    [InlineData("thank you", "You are welcome!")]
    [InlineData("goodbye", "Goodbye! Have a nice day.")]
    public async Task Small_talk_is_answered(string words, string answer) => (await new Talker().Say(words)).Text.ShouldBe(answer);

    [Fact]
    public void It_says_its_name()
    {
        using var client = new RulesChatClient(TimeProvider.System);
        client.GetService(typeof(ChatClientMetadata)).ShouldBeOfType<ChatClientMetadata>().DefaultModelId.ShouldBe("parley-rules");
        client.GetService(typeof(RulesChatClient)).ShouldBe(client);
    }

    private static async Task<List<ChatResponseUpdate>> Updates(ChatMessage[] messages, ChatOptions? options = null)
    {
        options ??= new ChatOptions { Tools = [.. ThirtyTools.All] };
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in new RulesChatClient(TimeProvider.System).GetStreamingResponseAsync(messages, options)) updates.Add(update);
        return updates;
    }

    private static string Written(List<ChatResponseUpdate> updates) =>
        string.Join('\n', updates.Select(u => System.Text.Json.JsonSerializer.Serialize(u, AIJsonUtilities.DefaultOptions)));
}
