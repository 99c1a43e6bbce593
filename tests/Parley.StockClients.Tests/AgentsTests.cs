using Parley.Testing;

namespace Parley.StockClients;

/// <summary>npm <c>@openai/agents</c> with its WebSocket transport: only the address and the key are changed.</summary>
public sealed class AgentsTests
{
    [Fact]
    public async Task Connects_and_configures()
    {
        await using var server = await StockServer.StartAsync();
        var verdict = await PlayAsync(server, "configures");
        verdict.Events.ShouldBe(["session.created", "session.updated", "session.updated"]);
        verdict.Text("instructions").ShouldBe("Be brief.");
        verdict.Text("voice").ShouldBe("marin");
        verdict.Texts("tools").ShouldBe(["get_weather"]);
        verdict.Text("tracing").ShouldBe("auto");
    }

    [Fact]
    public async Task Has_a_text_turn()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply("Paris, of course.");
        var verdict = await PlayAsync(server, "text");
        verdict.Text("text").ShouldBe("Paris, of course.");
        verdict.Texts("history").ShouldBe(["user: What is the capital of France?", "assistant: Paris, of course."]);
        verdict.Number("tokens").ShouldBe(12);
    }

    [Fact]
    public async Task Has_a_spoken_turn()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.SpeechToText.Hear("what time is it");
        server.Engines.Chat.Reply("It is noon.");
        var verdict = await PlayAsync(server, "speech");
        verdict.Texts("history").ShouldBe(["user: what time is it", "assistant: It is noon."]);
        verdict.Texts("happened").ShouldBe(["said Assistant It is noon."]);
        verdict.Number("soundBytes").ShouldBe("It is noon.".Length * 50 * 48);
    }

    [Fact]
    public async Task Runs_a_function()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply(Calls(("get_weather", "Oslo"))).Reply("It rains in Oslo.");
        var verdict = await PlayAsync(server, "call");
        verdict.Texts("happened").ShouldBe(["""start get_weather {"city":"Oslo"}""", "end get_weather rain in Oslo", "said Assistant It rains in Oslo."]);
        Results(server).ShouldBe(["rain in Oslo"]);
    }

    [Fact]
    public async Task Runs_two_functions_at_once()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply(Calls(("get_weather", "Oslo"), ("get_weather", "Rome"))).Reply("Rain in Oslo. ").Reply("Rain in both.");
        var verdict = await PlayAsync(server, "twoCalls");
        verdict.Texts("happened").ShouldBe(
        [
            """start get_weather {"city":"Oslo"}""", """start get_weather {"city":"Rome"}""", "end get_weather rain in Oslo", "end get_weather rain in Rome",
            "said Assistant Rain in Oslo. ", "said Assistant Rain in both.",
        ]);
        Results(server).ShouldBe(["rain in Oslo", "rain in Rome"]);
    }

    [Theory]
    [InlineData("by server", "turn_detected")]
    [InlineData("by client", "client_cancelled")]
    public async Task Breaks_in(string how, string reason)
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply(Story.Long);
        var verdict = await PlayAsync(server, "bargeIn", how);
        verdict.Text("status").ShouldBe("cancelled");
        verdict.Text("reason").ShouldBe(reason);
        verdict.Texts("happened").ShouldContain("interrupted");
        verdict.Is("sameItem").ShouldBeTrue();
        verdict.Is("withinSound").ShouldBeTrue();
    }

    [Fact]
    public async Task Hands_over_to_another_agent()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply(new ScriptedReply { Calls = [("transfer_to_Billing", new Dictionary<string, object?>())] }).Reply("Which invoice?");
        var verdict = await PlayAsync(server, "handoff");
        verdict.Texts("happened").ShouldBe(["handoff Assistant Billing", "said Billing Which invoice?"]);
        verdict.Text("instructions").ShouldBe("You know all invoices.");
        verdict.Texts("tools").ShouldBe(["get_weather"]);
        var (messages, options) = server.Engines.Chat.Requests[1];
        $"{options!.Instructions} {messages[0].Text}".ShouldContain("You know all invoices.");
        options.Tools!.ShouldHaveSingleItem().Name.ShouldBe("get_weather");
    }

    [Fact]
    public async Task Asks_out_of_band()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply("No.");
        var verdict = await PlayAsync(server, "outOfBand");
        verdict.Json("metadata").ShouldBe("""{"topic":"classification"}""");
        verdict.Text("text").ShouldBe("No.");
        verdict.Events.ShouldNotContain(type => type.StartsWith("conversation.item."));
        server.Engines.Chat.Requests.ShouldHaveSingleItem().Messages[^1].Text.ShouldBe("Is this spam?");
    }

    [Fact]
    public async Task Connects_with_an_ephemeral_key()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply("Hello!");
        var verdict = await PlayAsync(server, "ephemeralKey");
        verdict.Text("prefix").ShouldBe("ek_");
        verdict.Text("status").ShouldBe("completed");
        verdict.Text("text").ShouldBe("Hello!");
    }

    private static Task<Verdict> PlayAsync(StockServer server, params string[] scenario) => NodeScript.PlayAsync(server, "agents.mjs", scenario);

    [Fact]
    public async Task Connects_from_a_browser()
    {
        await using var server = await StockServer.StartAsync(https: true);
        server.Engines.Chat.Reply("Hello!");
        var verdict = await NodeScript.PlayAsync(server, "agents.mjs", ["ephemeralKey"], platform: "browser");
        verdict.Text("status").ShouldBe("completed");
    }

    private static ScriptedReply Calls(params IEnumerable<(string Name, string City)> calls) =>
        new() { Calls = [.. calls.Select(call => (call.Name, (IDictionary<string, object?>)new Dictionary<string, object?> { ["city"] = call.City }))] };

    /// <summary>What the functions returned, as the model was told at last.</summary>
    private static IEnumerable<string?> Results(StockServer server) => server.Engines.Chat.Requests[^1].Messages
        .SelectMany(message => message.Contents.OfType<Microsoft.Extensions.AI.FunctionResultContent>())
        .Select(result => result.Result?.ToString());
}
