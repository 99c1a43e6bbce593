using System.Text.Json;
using Microsoft.Extensions.AI;
using Parley.Protocol;

namespace Parley.Responding;

public sealed class ChatRequestTests
{
    [Fact]
    public void Items_become_messages()
    {
        var messages = Messages(
            new MessageItem(Role.System, [new InputText("Speak German.")]),
            new MessageItem(Role.User, [new InputText("Look:"), new InputImage("data:image/png;base64,AAAA"), new InputAudio("what is it")]),
            new MessageItem(Role.Assistant, [new OutputAudio("A cat.")]),
            new MessageItem(Role.Assistant, [new OutputText("Written.")]));
        messages.Select(message => message.Role).ShouldBe([ChatRole.System, ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.Assistant]);
        messages[0].Text.ShouldBe("Be kind.");
        messages[2].Contents.Select(content => content.GetType()).ShouldBe([typeof(TextContent), typeof(DataContent), typeof(TextContent)]);
        messages[2].Contents[2].ShouldBeOfType<TextContent>().Text.ShouldBe("what is it");
    }

    [Fact]
    public void Without_instructions_there_is_no_message_of_them() => ChatRequest.Messages(Prompt() with { Instructions = "" }).ShouldBeEmpty();

    [Fact]
    public void Calls_of_one_response_stand_in_one_message_with_their_results_behind_it()
    {
        var messages = Messages(
            Said(Role.Assistant, "Let me see."), Call("1", """{"city":"Bern"}"""), Call("2"), Output("1", "sunny"), Output("2", "rainy"), Said(Role.User, "Thanks"));
        messages.Skip(1).Select(message => message.Role).ShouldBe([ChatRole.Assistant, ChatRole.Tool, ChatRole.Tool, ChatRole.User]);
        messages[1].Contents.OfType<FunctionCallContent>().Select(call => call.CallId).ShouldBe(["1", "2"]);
        messages[1].Contents.OfType<FunctionCallContent>().First().Arguments!["city"]!.ToString().ShouldBe("Bern");
        messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Select(result => (result.CallId, result.Result)).ShouldBe([("1", "sunny"), ("2", "rainy")]);
    }

    [Fact]
    public void A_result_follows_its_call_even_when_the_user_spoke_in_between()
    {
        var messages = Messages(Call("1"), Said(Role.User, "Hurry up"), Output("1", "sunny"));
        messages.Skip(1).Select(message => message.Role).ShouldBe([ChatRole.Assistant, ChatRole.Tool, ChatRole.User]);
    }

    [Fact]
    public void A_result_that_came_after_the_assistant_had_spoken_stands_behind_that_with_its_call()
    {
        var messages = Messages(Said(Role.User, "Both, please"), Call("1"), Call("2"), Output("1", "sunny"), Said(Role.Assistant, "It is sunny."), Output("2", "noon"));
        messages.Skip(1).Select(message => message.Role).ShouldBe([ChatRole.User, ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant, ChatRole.Tool]);
        messages[2].Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionCallContent>().CallId.ShouldBe("1");
        messages[4].Contents.Select(content => content.GetType()).ShouldBe([typeof(TextContent), typeof(FunctionCallContent)]);
        messages[5].Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionResultContent>().Result.ShouldBe("noon");
    }

    [Fact]
    public void A_reply_that_nobody_heard_moves_no_call()
    {
        var messages = Messages(Call("1"), new MessageItem(Role.Assistant, [new OutputAudio("")]), Said(Role.User, "So?"), Output("1", "sunny"));
        messages.Skip(1).Select(message => message.Role).ShouldBe([ChatRole.Assistant, ChatRole.Tool, ChatRole.User]);
    }

    [Fact]
    public void A_call_without_a_result_is_told_as_such() =>
        Messages(Call("1"))[^1].Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionResultContent>().Result.ShouldBe(PairedCalls.NoResult);

    [Fact]
    public void A_result_without_its_call_is_still_told() =>
        Messages(Output("9", "sunny"))[^1].Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionResultContent>().Result.ShouldBe("sunny");

    [Fact]
    public void What_nobody_heard_was_not_said() =>
        Messages(new MessageItem(Role.Assistant, [new OutputAudio("")]), new MessageItem(Role.Assistant, [])).ShouldHaveSingleItem().Role.ShouldBe(ChatRole.System);

    [Fact]
    public void Arguments_that_are_no_JSON_are_shown_as_they_are() =>
        Messages(Call("1", "oops"))[1].Contents[0].ShouldBeOfType<FunctionCallContent>().Arguments!["arguments"].ShouldBe("oops");

    [Theory]
    [InlineData("""{"type":"object","properties":{"city":{"type":"string"}}}""", "city")]
    [InlineData("""
        "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}"
        """, "city")]
    [InlineData("\"{}\"", "properties")]
    [InlineData("\"no json\"", "properties")]
    public void Parameters_may_be_an_object_or_a_string_that_holds_one(string parameters, string holds)
    {
        var options = Options(Prompt() with { Tools = [new FunctionTool("f", "Finds.", JsonElement.Parse(parameters))] });
        var tool = options.Tools.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBeAssignableTo<AIFunctionDeclaration>()!;
        (tool.Name, tool.Description).ShouldBe(("f", "Finds."));
        tool.JsonSchema.ValueKind.ShouldBe(JsonValueKind.Object);
        tool.JsonSchema.ToString().ShouldContain(holds);
    }

    [Fact]
    public void Tool_choice_is_the_models_mode()
    {
        Mode(ToolChoice.Auto).ShouldBe(ChatToolMode.Auto);
        Mode(ToolChoice.None).ShouldBe(ChatToolMode.None);
        Mode(ToolChoice.Required).ShouldBe(ChatToolMode.RequireAny);
        Mode(ToolChoice.Function("f")).ShouldBe(ChatToolMode.RequireSpecific("f"));
        Options(Prompt() with { ToolChoice = ToolChoice.Required }).ToolMode.ShouldBeNull(); // there is nothing to choose

        static ChatToolMode? Mode(ToolChoice choice) => Options(Prompt() with { Tools = [new FunctionTool("f")], ToolChoice = choice }).ToolMode;
    }

    [Fact]
    public void The_limit_of_tokens_is_passed_on()
    {
        Options(Prompt() with { MaxOutputTokens = new(5) }).MaxOutputTokens.ShouldBe(5);
        Options(Prompt()).MaxOutputTokens.ShouldBeNull();
    }

    private static List<ChatMessage> Messages(params Item[] items) => ChatRequest.Messages(Prompt() with { Items = items });

    private static ChatOptions Options(Prompt prompt) => ChatRequest.Options(prompt);

    private static Prompt Prompt() => new("Be kind.", [], [], ToolChoice.Auto, MaxTokens.Infinite);

    private static MessageItem Said(Role role, string text) => new(role, [role == Role.Assistant ? new OutputText(text) : new InputText(text)]);

    private static FunctionCallItem Call(string id, string arguments = "{}") => new("get_weather", id, arguments);

    private static FunctionCallOutputItem Output(string id, string output) => new(id, output);
}
