using Microsoft.Extensions.AI;
using Parley.Testing;

namespace Parley;

public class ObedientPipelineTests
{
    private static readonly ObedientChatClient Model = new();

    [Theory]
    [InlineData("Say exactly: \"Hello, you.\"", "Hello, you.")]
    [InlineData("Please say exactly “Hello”!", "Hello")]
    [InlineData("Count from 1 to 4 in words.", "One. Two. Three. Four.")]
    [InlineData("Count from 19 to 22 in words.", "Nineteen. Twenty. Twenty-one. Twenty-two.")]
    [InlineData("Nice weather today.", "You said: Nice weather today.")]
    public async Task It_does_what_the_user_says(string told, string said) => (await AskAsync(told)).Text.ShouldBe(said);

    [Fact]
    public async Task Without_a_direction_of_the_users_it_does_what_its_instructions_say() =>
        (await Model.GetResponseAsync([new(ChatRole.System, "Say exactly: \"Tea.\""), new(ChatRole.User, "hello")])).Text.ShouldBe("Tea.");

    [Fact]
    public async Task It_calls_functions_in_order_with_their_arguments()
    {
        var calls = Calls(await AskAsync("""Call the function f with the arguments {"a":{"b":"}"}} and the function g with the arguments {}."""));
        calls.Select(call => call.Name).ShouldBe(["f", "g"]);
        $"{calls[0].Arguments!["a"]}".ShouldBe("""{"b":"}"}""");
    }

    [Fact]
    public async Task It_respects_the_tool_mode()
    {
        AIFunctionDeclaration f = AIFunctionFactory.CreateDeclaration("f", "", default), g = AIFunctionFactory.CreateDeclaration("g", "", default);
        ChatOptions Mode(ChatToolMode mode) => new() { Tools = [f, g], ToolMode = mode };
        Calls(await AskAsync("Call the function f with the arguments {}.", Mode(ChatToolMode.None))).ShouldBeEmpty();
        Calls(await AskAsync("Hello.", Mode(ChatToolMode.RequireAny))).ShouldHaveSingleItem().Name.ShouldBe("f");
        Calls(await AskAsync("Hello.", Mode(ChatToolMode.RequireSpecific("g")))).ShouldHaveSingleItem().Name.ShouldBe("g");
    }

    [Fact]
    public async Task It_tells_the_results_in_order() =>
        (await Model.GetResponseAsync([
            new(ChatRole.User, "What is new?"),
            new(ChatRole.Assistant, [new FunctionCallContent("1", "f"), new FunctionCallContent("2", "g")]),
            new(ChatRole.Tool, [new FunctionResultContent("1", "sun")]),
            new(ChatRole.Tool, [new FunctionResultContent("2", "rain")]),
        ])).Text.ShouldBe("The results are: sun and rain.");

    [Fact]
    public async Task It_repeats_what_it_has_seen() =>
        (await Model.GetResponseAsync([new(ChatRole.User, "Hi."), new(ChatRole.Assistant, "Hello."), new(ChatRole.User, "What was said before?")]))
            .Text.ShouldBe("The user said: Hi. The assistant said: Hello.");

    [Fact]
    public async Task It_stops_at_the_limit()
    {
        var response = await AskAsync("Count from 1 to 9 in words.", new() { MaxOutputTokens = 2 });
        response.Text.ShouldBe("One. Two.");
        response.FinishReason.ShouldBe(ChatFinishReason.Length);
    }

    [Fact]
    public async Task It_fails_when_it_is_told_to() => await Should.ThrowAsync<InvalidOperationException>(() => AskAsync("Fail."));

    [Fact]
    public async Task Its_recogniser_hears_hello_or_fails_when_the_vocabulary_says_so()
    {
        var recogniser = ObedientPipeline.Named("parley").SpeechToText;
        (await recogniser.GetTextAsync(Stream.Null)).Text.ShouldBe(ObedientPipeline.Heard);
        var options = new SpeechToTextOptions { AdditionalProperties = new() { ["vocabulary"] = new[] { ObedientPipeline.FailToHear } } };
        await Should.ThrowAsync<InvalidOperationException>(() => recogniser.GetTextAsync(Stream.Null, options));
    }

    private static Task<ChatResponse> AskAsync(string told, ChatOptions? options = null) => Model.GetResponseAsync([new(ChatRole.User, told)], options);

    private static List<FunctionCallContent> Calls(ChatResponse response) => [.. response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()];
}
