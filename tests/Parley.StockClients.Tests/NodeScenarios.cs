namespace Parley.StockClients;

/// <summary>What npm <c>openai</c> does alike in every protocol it speaks.</summary>
/// <param name="script">The script that drives it.</param>
/// <param name="style">What the script takes besides the scenario.</param>
public abstract class NodeScenarios(string script, params string[] style)
{
    [Fact]
    public async Task Has_a_spoken_turn()
    {
        await using var server = await StockServer.StartAsync(https: true);
        server.Engines.SpeechToText.Hear("what time is it");
        server.Engines.Chat.Reply("It is noon.");
        var verdict = await PlayAsync(server, "speech");
        verdict.Text("status").ShouldBe("completed");
        verdict.Texts("heard").ShouldBe(["what time is it"]);
        verdict.Text("said").ShouldBe("It is noon.");
        verdict.Number("soundBytes").ShouldBe("It is noon.".Length * 50 * 48);
        verdict.Events.ShouldContain("input_audio_buffer.speech_started");
        verdict.Events.ShouldContain("input_audio_buffer.speech_stopped");
    }

    private protected Task<Verdict> PlayAsync(StockServer server, string scenario) => NodeScript.PlayAsync(server, script, [scenario, .. style]);
}
