using System.Text.Json.Nodes;
using Parley.Null;

namespace Parley;

public class NullModelTests
{
    [Fact]
    public async Task An_answer_is_two_seconds_of_sound_and_every_fourth_turn_calls_a_function()
    {
        await using var scene = await Scene.StartAsync(pipeline: _ => NullPipeline.Create() with { Name = "parley", Lead = TimeSpan.FromSeconds(5) });
        await using var caller = await scene.CallAsync();
        await caller.SayAsync("""{"type":"session.update","session":{"type":"realtime","tools":[{"type":"function","name":"look_up","parameters":{"type":"object","properties":{}}}]}}""");
        for (var turn = 1; turn <= 3; turn++)
        {
            (await AnswerAsync(caller, Turn)).SoundBytes("response.output_audio.delta").ShouldBe(2 * 48_000);
        }

        var call = (await AnswerAsync(caller, Turn)).The("response.function_call_arguments.done");
        (call.Text("name"), call.Text("arguments")).ShouldBe(("look_up", "{}"));

        var told = new JsonObject { ["type"] = "function_call_output", ["call_id"] = call.Text("call_id"), ["output"] = "{}" };
        (await AnswerAsync(caller, told)).Joined("response.output_audio_transcript.delta").ShouldBe("I am the null model.");
    }

    private static JsonObject Turn => JsonNode.Parse("""{"type":"message","role":"user","content":[{"type":"input_text","text":"hello"}]}""")!.AsObject();

    private static async Task<IReadOnlyList<JsonObject>> AnswerAsync(Caller caller, JsonObject item)
    {
        await caller.SayAsync(new JsonObject { ["type"] = "conversation.item.create", ["item"] = item }.ToJsonString());
        await caller.SayAsync("""{"type":"response.create"}""");
        return await caller.HearUntilAsync("response.done");
    }
}
