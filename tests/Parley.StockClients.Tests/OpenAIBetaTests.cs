using Parley.Testing;

namespace Parley.StockClients;

/// <summary>npm <c>openai</c>'s <c>openai/beta/realtime/ws</c>, which nothing else answers any more.</summary>
public sealed class OpenAIBetaTests() : NodeScenarios("openai-beta.mjs")
{
    [Fact]
    public async Task Connects_and_configures()
    {
        await using var server = await StockServer.StartAsync(https: true);
        var verdict = await PlayAsync(server, "configures");
        verdict.Events.ShouldBe(["session.created", "session.updated"]);
        verdict.Json("held").ShouldBe(verdict.Json("asked"));
    }

    [Fact]
    public async Task Has_a_text_turn()
    {
        await using var server = await StockServer.StartAsync(https: true);
        server.Engines.Chat.Reply("Paris, of course.");
        var verdict = await PlayAsync(server, "text");
        verdict.Order.Skip(2).ShouldBe(
        [
            "conversation.item.created", "response.created",
            "response.output_item.added", "conversation.item.created", "response.content_part.added", "response.text.delta",
            "response.text.done", "response.content_part.done", "response.output_item.done", "response.done",
        ]);
        verdict.Text("status").ShouldBe("completed");
        verdict.Text("part").ShouldBe("text");
        verdict.Text("text").ShouldBe("Paris, of course.");
    }

    [Fact]
    public async Task Answers_a_function_call()
    {
        await using var server = await StockServer.StartAsync(https: true);
        server.Engines.Chat
            .Reply(new ScriptedReply { Calls = [("get_weather", new Dictionary<string, object?> { ["city"] = "Oslo" })] })
            .Reply("It rains in Oslo.");
        var verdict = await PlayAsync(server, "call");
        verdict.Text("arguments").ShouldBe("""{"city":"Oslo"}""");
        verdict.Text("text").ShouldBe("It rains in Oslo.");
    }

    [Fact]
    public async Task Breaks_in()
    {
        await using var server = await StockServer.StartAsync(https: true);
        server.Engines.Chat.Reply(Story.Long);
        var verdict = await PlayAsync(server, "bargeIn");
        verdict.Text("status").ShouldBe("cancelled");
        verdict.Is("sameItem").ShouldBeTrue();
        verdict.Number("audioEndMs").ShouldBe(150);
        verdict.Order.SkipWhile(type => type != "input_audio_buffer.speech_started").ShouldBe(
        [
            "input_audio_buffer.speech_started", "response.audio.done", "response.audio_transcript.done", "response.content_part.done",
            "response.output_item.done", "response.done", "conversation.item.truncated",
        ]);
    }

    [Fact]
    public async Task Asks_out_of_band()
    {
        await using var server = await StockServer.StartAsync(https: true);
        server.Engines.Chat.Reply("No.");
        var verdict = await PlayAsync(server, "outOfBand");
        verdict.Json("metadata").ShouldBe("""{"topic":"classification"}""");
        verdict.Text("text").ShouldBe("No.");
        verdict.Events.ShouldNotContain(type => type.StartsWith("conversation.item."));
    }
}
