using Parley.Testing;

namespace Parley.StockClients;

/// <summary>npm <c>openai</c> against this server, over TLS as it insists; only the base URL and the key are changed.</summary>
public abstract class GaScenarios(string style) : NodeScenarios("openai.mjs", style)
{
    [Fact]
    public async Task Connects_and_configures()
    {
        await using var server = await StockServer.StartAsync(https: true);
        var verdict = await PlayAsync(server, "configures");
        verdict.Events.ShouldBe(["session.created", "session.updated"]);
        verdict.Text("instructions").ShouldBe("Be brief.");
    }

    [Fact]
    public async Task Has_a_text_turn()
    {
        await using var server = await StockServer.StartAsync(https: true);
        server.Engines.Chat.Reply("Paris, of course.");
        var verdict = await PlayAsync(server, "text");
        verdict.Order.ShouldBe(
        [
            "session.created", "session.updated",
            "conversation.item.added", "conversation.item.done", "response.created",
            "response.output_item.added", "conversation.item.added", "response.content_part.added", "response.output_text.delta",
            "response.output_text.done", "response.content_part.done", "conversation.item.done", "response.output_item.done", "response.done",
        ]);
        verdict.Text("status").ShouldBe("completed");
        verdict.Text("text").ShouldBe("Paris, of course.");
        verdict.Number("usage").ShouldBe(12);
    }

    [Fact]
    public async Task Answers_a_function_call()
    {
        await using var server = await StockServer.StartAsync(https: true);
        server.Engines.Chat
            .Reply(new ScriptedReply { Calls = [("get_weather", new Dictionary<string, object?> { ["city"] = "Oslo" })] })
            .Reply("It rains in Oslo.");
        var verdict = await PlayAsync(server, "call");
        verdict.Text("name").ShouldBe("get_weather");
        verdict.Text("arguments").ShouldBe("""{"city":"Oslo"}""");
        verdict.Text("text").ShouldBe("It rains in Oslo.");
        server.Engines.Chat.Requests[0].Options!.Tools!.ShouldHaveSingleItem().Name.ShouldBe("get_weather");
    }

    [Fact]
    public async Task Breaks_in()
    {
        await using var server = await StockServer.StartAsync(https: true);
        server.Engines.Chat.Reply(Story.Long);
        var verdict = await PlayAsync(server, "bargeIn");
        verdict.Text("status").ShouldBe("cancelled");
        verdict.Text("reason").ShouldBe("turn_detected");
        verdict.Text("itemStatus").ShouldBe("incomplete");
        verdict.Is("sameItem").ShouldBeTrue();
        verdict.Number("audioEndMs").ShouldBe(150);
        verdict.Order.SkipWhile(type => type != "input_audio_buffer.speech_started").ShouldBe(
        [
            "input_audio_buffer.speech_started", "response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done",
            "conversation.item.done", "response.output_item.done", "response.done", "conversation.item.truncated",
        ]);
    }

    [Fact]
    public async Task Asks_out_of_band()
    {
        await using var server = await StockServer.StartAsync(https: true);
        server.Engines.Chat.Reply("No.");
        var verdict = await PlayAsync(server, "outOfBand");
        verdict.Json("metadata").ShouldBe("""{"topic":"classification"}""");
        verdict.Found["conversation"].ShouldBeNull();
        verdict.Text("text").ShouldBe("No.");
        verdict.Events.ShouldNotContain(type => type.StartsWith("conversation.item."));
        server.Engines.Chat.Requests.ShouldHaveSingleItem().Messages[^1].Text.ShouldBe("Is this spam?");
    }

    [Fact]
    public async Task Connects_with_an_ephemeral_key()
    {
        await using var server = await StockServer.StartAsync(https: true);
        server.Engines.Chat.Reply("Hello!");
        var verdict = await PlayAsync(server, "ephemeralKey");
        verdict.Text("prefix").ShouldBe("ek_");
        verdict.Text("instructions").ShouldBe("Be brief.", "the session starts as the key was made for");
        verdict.Text("status").ShouldBe("completed");
    }

    [Fact]
    public async Task Opens_a_session_that_only_transcribes()
    {
        await using var server = await StockServer.StartAsync(https: true);
        server.Engines.SpeechToText.Hear("good morning");
        var verdict = await PlayAsync(server, "transcription");
        verdict.Text("type").ShouldBe("transcription");
        verdict.Text("transcript").ShouldBe("good morning");
        verdict.Events.ShouldNotContain(type => type.StartsWith("response."));
    }

    [Fact]
    public async Task Hears_why_its_key_is_refused()
    {
        await using var server = await StockServer.StartAsync(https: true);
        (await PlayAsync(server, "wrongKey")).Text("code").ShouldBe("invalid_api_key");
    }
}
