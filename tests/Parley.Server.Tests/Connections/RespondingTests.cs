using System.Text.Json.Nodes;
using Parley.Embedded.Rules;

namespace Parley.Connections;

public class RespondingTests
{
    private const string Ga = "/v1/realtime?model=gpt-realtime";
    private const string Beta = "/openai/realtime?deployment=gpt-4o-realtime-preview";
    private const string Yandex = "/v1/realtime/openai?model=gpt://folder/speech-realtime-250923";

    private const string Hi = """{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}}""";

    [Fact]
    public async Task The_betas_temperature_reaches_the_model_and_a_refused_one_does_not()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync(Beta);
        (await AnswerAsync(caller, """{"type":"session.update","session":{"temperature":0.9}}"""))["session"]!["temperature"]!.GetValue<double>().ShouldBe(0.9);
        (await AnswerAsync(caller, """{"type":"session.update","session":{"temperature":0.7,"speed":9}}""")).Type().ShouldBe("error");
        (await AnswerAsync(caller, """{"type":"session.update","session":{}}"""))["session"]!["temperature"]!.GetValue<double>().ShouldBe(0.9);

        await RespondAsync("{}", 0.9);
        await RespondAsync("""{"temperature":1.1}""", 1.1);
        scene.Engines.Chat.Requests.Select(request => request.Options!.Temperature).ShouldBe([0.9f, 1.1f]);

        async Task RespondAsync(string asked, double shown)
        {
            await caller.SayAsync($$"""{"type":"response.create","response":{{asked}}}""");
            (await caller.HearUntilAsync("response.done"))[^1]["response"]!["temperature"]!.GetValue<double>().ShouldBe(shown);
        }
    }

    [Theory]
    [InlineData(Ga)]
    [InlineData(Beta)]
    [InlineData(Yandex)]
    public async Task A_tool_of_an_MCP_server_breaks_nothing(string address)
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync(address);
        var updated = await AnswerAsync(caller,
            """{"type":"session.update","session":{"type":"realtime","tools":[{"type":"mcp","server_label":"shop","server_url":"https://example.com/mcp","require_approval":"never"}]}}""".Replace(
                address == Beta ? "\"type\":\"realtime\"," : "nothing", "", StringComparison.Ordinal));
        updated["session"]!["tools"]!.AsArray().Count.ShouldBe(1);
        await caller.SayAsync(Hi);
        await caller.SayAsync("""{"type":"response.create"}""");
        (await caller.HearUntilAsync("response.done"))[^1]["response"]!.AsObject().Text("status").ShouldBe("completed");
        scene.Engines.Chat.Requests.ShouldHaveSingleItem().Options!.Tools.ShouldBeNull();
    }

    [Theory]
    [InlineData("Search the web for the latest news", "search is not set up here")]
    [InlineData("Найди в интернете последние новости", "поиск здесь не настроен")]
    public async Task A_search_that_the_server_has_not_is_told_aloud_and_is_no_call(string question, string answer)
    {
        using var rules = new RulesChatClient(TimeProvider.System);
        await using var scene = await Scene.StartAsync(pipeline: model => model with { Chat = rules });
        await using var caller = await scene.CallAsync(Yandex);
        var updated = await AnswerAsync(caller, """
            {"type":"session.update","session":{"output_modalities":["audio"],"audio":{"output":{"format":{"type":"audio/pcm","rate":44100},"voice":"dasha"}},"tools":[
             {"type":"function","name":"web_search","description":"Поиск в интернете","parameters":"{}"},
             {"type":"function","name":"file_search","description":"fvt_1","parameters":"{}"}]}}
            """);
        updated["session"]!["tools"]!.AsArray().Select(tool => (string?)tool!["parameters"]).ShouldBe(["{}", "{}"]);
        await caller.SayAsync(new JsonObject
        {
            ["type"] = "conversation.item.create",
            ["item"] = new JsonObject { ["type"] = "message", ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "input_text", ["text"] = question }) },
        }.ToJsonString());
        await caller.SayAsync("""{"type":"response.create","response":{"modalities":["audio","text"],"conversation":"default"}}""");
        var events = await caller.HearUntilAsync("response.done");
        events.Joined("response.output_text.delta").ShouldContain(answer);
        events.Types().ShouldNotContain("response.function_call_arguments.done");
        events[^1]["response"]!["output"]!.AsArray().Select(item => (string?)item!["type"]).ShouldBe(["message"]);
        scene.Engines.TextToSpeech.Requests.ShouldContain(request => request.Text.Contains(answer));
        var deltas = events.Where(each => each.Type() == "response.output_audio.delta").Select(each => Convert.FromBase64String(each.Text("delta")).Length).ToList();
        deltas.SkipLast(1).ShouldAllBe(bytes => bytes == 44_100 * 2 / 10);
    }

    [Theory]
    [InlineData(Ga)]
    [InlineData(Beta)]
    public async Task A_second_result_is_told_though_the_first_was_answered_already(string address)
    {
        using var rules = new RulesChatClient(TimeProvider.System);
        await using var scene = await Scene.StartAsync(pipeline: model => model with { Chat = rules });
        await using var caller = await scene.CallAsync(address);
        await AnswerAsync(caller, """
            {"type":"session.update","session":{"modalities":["text"],"tools":[
             {"type":"function","name":"get_weather","description":"The weather in a city","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}},
             {"type":"function","name":"get_order_status","description":"The status of an order","parameters":{"type":"object","properties":{"order_number":{"type":"string"}},"required":["order_number"]}}]}}
            """);
        await caller.SayAsync(Hi.Replace("\"Hi\"", "\"What is the weather in Rome, and what is the status of order 4711?\"", StringComparison.Ordinal));
        await caller.SayAsync("""{"type":"response.create"}""");
        var calls = (await caller.HearUntilAsync("response.done")).Where(each => each.Type() == "response.function_call_arguments.done").Select(each => each.Text("call_id")).ToList();
        calls.Count.ShouldBe(2);
        (await ResultAsync(calls[0], """{\"temperature\":12}""")).ShouldContain("12");
        var second = await ResultAsync(calls[1], """{\"status\":\"shipped\"}""");
        second.ShouldContain("shipped");
        second.ShouldNotContain("12");

        async Task<string> ResultAsync(string callId, string result)
        {
            await caller.SayAsync($$$"""{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"{{{callId}}}","output":"{{{result}}}"}}""");
            await caller.SayAsync("""{"type":"response.create"}""");
            var events = await caller.HearUntilAsync("response.done");
            return events.Joined("response.output_text.delta") + events.Joined("response.text.delta");
        }
    }

    private static async Task<JsonObject> AnswerAsync(Caller caller, string message)
    {
        await caller.SayAsync(message);
        return await caller.HearAsync();
    }
}
