using Parley.Testing;

namespace Parley.StockClients;

/// <summary>npm <c>openai-realtime-api</c>, the beta's reference client ported to TypeScript: its conversation refuses an event out of order.</summary>
public sealed class BetaReferenceTests
{
    [Fact]
    public async Task Connects_and_configures()
    {
        await using var server = await StockServer.StartAsync();
        var verdict = await PlayAsync(server, "configures");
        verdict.Text("instructions").ShouldBe("Be brief.");
        verdict.Text("voice").ShouldBe("echo");
        verdict.Number("tokens").ShouldBe(4096);
    }

    [Fact]
    public async Task Has_a_text_turn()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply("Paris, of course.");
        (await PlayAsync(server, "text")).Texts("items").ShouldBe(["user completed: What is the capital of France?", "assistant completed: Paris, of course."]);
    }

    [Fact]
    public async Task Has_a_spoken_turn()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.SpeechToText.Hear("what time is it");
        server.Engines.Chat.Reply("It is noon.");
        var verdict = await PlayAsync(server, "speech");
        verdict.Texts("items").ShouldBe(["user completed: what time is it", "assistant completed: It is noon."]);
        verdict.Number("heardSamples").ShouldBeInRange(500 * 24, 1300 * 24);
        verdict.Number("saidSamples").ShouldBe("It is noon.".Length * 50 * 24);
    }

    [Fact]
    public async Task Commits_its_sound_itself()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.SpeechToText.Hear("what time is it");
        server.Engines.Chat.Reply("It is noon.");
        var verdict = await PlayAsync(server, "manualSpeech");
        verdict.Texts("items").ShouldBe(["user completed: what time is it", "assistant completed: It is noon."]);
        verdict.Events.ShouldNotContain("input_audio_buffer.speech_started");
    }

    [Fact]
    public async Task Runs_a_function()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat
            .Reply(new ScriptedReply { Calls = [("get_weather", new Dictionary<string, object?> { ["city"] = "Oslo" })] })
            .Reply("It rains in Oslo.");
        var verdict = await PlayAsync(server, "call");
        verdict.Texts("asked").ShouldBe(["Oslo"]);
        verdict.Texts("items").Last().ShouldBe("assistant completed: It rains in Oslo.");
    }

    [Fact]
    public async Task Breaks_in()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply(Story.Long);
        var verdict = await PlayAsync(server, "bargeIn");
        verdict.Text("status").ShouldBe("cancelled");
        verdict.Number("samples").ShouldBe(150 * 24);
    }

    [Fact]
    public async Task Cancels_a_response()
    {
        await using var server = await StockServer.StartAsync();
        server.Engines.Chat.Reply(Story.Long);
        var verdict = await PlayAsync(server, "cancel");
        verdict.Text("status").ShouldBe("cancelled");
        verdict.Number("audioEndMs").ShouldBe(100);
    }

    private static Task<Verdict> PlayAsync(StockServer server, string scenario) => NodeScript.PlayAsync(server, "openai-realtime-api.mjs", [scenario]);
}
