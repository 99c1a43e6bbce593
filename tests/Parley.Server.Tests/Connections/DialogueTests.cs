using Parley.Testing;

namespace Parley.Connections;

public class DialogueTests
{
    private const string Ga = "/v1/realtime?model=gpt-realtime";
    private const string Beta = "/openai/realtime?deployment=gpt-4o-realtime-preview";
    private const string Yandex = "/v1/realtime/openai?model=gpt://folder/speech-realtime-250923";

    [Theory]
    [InlineData(Ga, "output_modalities", "response.output_text.delta")]
    [InlineData(Beta, "modalities", "response.text.delta")]
    [InlineData(Yandex, "modalities", "response.output_text.delta")]
    public async Task A_text_turn_in_every_dialect(string address, string modalities, string delta)
    {
        await using var scene = await Scene.StartAsync();
        scene.Engines.Chat.Reply("The capital of France is Paris.");
        await using var caller = await scene.CallAsync(address);
        await caller.SayAsync("""{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"Capital of France?"}]}}""");
        await caller.SayAsync($$$"""{"type":"response.create","response":{"{{{modalities}}}":["text"]}}""");
        var events = await caller.HearUntilAsync("response.done");
        events.Joined(delta).ShouldBe("The capital of France is Paris.");
        events[^1]["response"]!.AsObject().Text("status").ShouldBe("completed");
        events.Select(each => each.Text("event_id")).ShouldBeUnique();
        scene.Engines.Chat.Requests[0].Messages[^1].Text.ShouldBe("Capital of France?");
    }

    [Theory]
    [InlineData(Ga, "response.output_audio.delta", "response.output_audio_transcript.delta", false)]
    [InlineData(Beta, "response.audio.delta", "response.audio_transcript.delta", false)]
    [InlineData(Yandex, "response.output_audio.delta", "response.output_audio_transcript.delta", true)]
    public async Task A_spoken_turn_in_every_dialect(string address, string sound, string words, bool transcribesUnasked)
    {
        await using var scene = await Scene.StartAsync();
        scene.Engines.SpeechToText.Hear("what time is it");
        scene.Engines.Chat.Reply("It is noon.");
        await using var caller = await scene.CallAsync(address);
        await caller.SpeakAsync([.. Tone.Pcm16(500), .. Tone.Silence(800)]);
        var events = await caller.HearUntilAsync("response.done");
        events.The("input_audio_buffer.speech_started").Text("item_id").ShouldBe(events.The("input_audio_buffer.committed").Text("item_id"));
        events.Joined(words).ShouldBe("It is noon.");
        events.SoundBytes(sound).ShouldBe("It is noon.".Length * 50 * 48); // 50 ms a character, 48 bytes a millisecond
        events.Types().Contains("conversation.item.input_audio_transcription.completed").ShouldBe(transcribesUnasked);
        events.Select(each => each.Text("event_id")).ShouldBeUnique();
        scene.Engines.Chat.Requests[0].Messages[^1].Text.ShouldBe("what time is it");
    }

    [Fact]
    public async Task A_message_in_fragments_is_one_message()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync();
        var message = """{"type":"session.update","session":{"type":"realtime","instructions":"Привет"}}"""u8.ToArray();
        for (var i = 0; i < message.Length; i += 7)
        {
            await caller.SayAsync(message.AsMemory(i, Math.Min(7, message.Length - i)), System.Net.WebSockets.WebSocketMessageType.Text, isEnd: i + 7 >= message.Length);
        }

        (await caller.HearAsync())["session"]!.AsObject().Text("instructions").ShouldBe("Привет");
    }
}
