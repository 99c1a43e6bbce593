using Parley.Embedded;

namespace Parley;

/// <summary>The model that a newcomer has, over a real socket.</summary>
public class EmbeddedModelTests
{
    [Fact]
    public async Task A_session_in_a_language_that_the_recogniser_does_not_know_is_told_once_what_to_install()
    {
        await using var scene = await EmbeddedAsync();
        await using var caller = await scene.CallAsync();
        await caller.SayAsync("""{"type":"session.update","session":{"type":"realtime","output_modalities":["text"],"audio":{"input":{"turn_detection":null,"transcription":{"model":"whisper-1","language":"ru"}}}}}""");
        await caller.SpeakAsync(Testing.Tone.Pcm16(800));
        await caller.SayAsync("""{"type":"input_audio_buffer.commit"}""");
        await caller.SayAsync("""{"type":"response.create"}""");
        var events = await caller.HearUntilAsync("response.done");

        var failed = events.The("conversation.item.input_audio_transcription.failed");
        failed["error"]!.AsObject().Text("message").ShouldContain("English only. Install a recogniser of that language");
        events.Types().ShouldNotContain("conversation.item.input_audio_transcription.completed");
        events[^1]["response"]!.AsObject().Text("status").ShouldBe("completed");
    }

    [Fact]
    public async Task Typed_Russian_is_answered_and_spoken_in_Russian()
    {
        await using var scene = await EmbeddedAsync();
        await using var caller = await scene.CallAsync();
        await caller.SayAsync("""{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"Привет! Что ты умеешь?"}]}}""");
        await caller.SayAsync("""{"type":"response.create"}""");
        var events = await caller.HearUntilAsync("response.done");

        events.Joined("response.output_audio_transcript.delta").ShouldContain(letter => letter >= 'а' && letter <= 'я');
        events.SoundBytes("response.output_audio.delta").ShouldBeGreaterThan(24000);
    }

    private static async Task<Scene> EmbeddedAsync()
    {
        var model = EmbeddedEngines.Model("parley", TimeProvider.System);
        return await Scene.StartAsync(pipeline: _ => model);
    }
}
