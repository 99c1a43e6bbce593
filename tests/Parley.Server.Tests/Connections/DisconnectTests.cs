using System.Buffers;
using Parley.Testing;

namespace Parley.Connections;

public class DisconnectTests
{
    private const int Clients = 1000;
    private const int AtATime = 20;

    private static readonly Task Never = new TaskCompletionSource().Task;

    /// <summary>The clock stands still: whatever waited for a timer before it let go would stay for ever.</summary>
    [Fact]
    public async Task A_thousand_clients_that_vanish_while_they_are_heard_thought_about_or_spoken_to_leave_nothing_behind()
    {
        var pool = new CountingPool();
        var engines = new ScriptedPipeline { TextToSpeech = new() { Gate = Never, MsPerCharacter = 200 } };
        await using var scene = await Scene.StartAsync(time: new ManualTimeProvider(), engines: engines, services: all => all.AddSingleton<ArrayPool<byte>>(pool));
        for (var i = 0; i < Clients; i += AtATime)
        {
            await Task.WhenAll(Enumerable.Range(i, AtATime).Select(each => VanishAsync(scene, each % 3)));
        }

        await scene.Tally.ReachesAsync("parley.sessions.live parley ga", 0);
        scene.Tally["parley.sessions.ended parley ga client_lost"].ShouldBe(Clients);
        scene.Server.Live.Count.ShouldBe(0);
        foreach (var calls in new[] { engines.SpeechToText.Calls, engines.Chat.Calls, engines.TextToSpeech.Calls })
        {
            calls.Begun.ShouldBeGreaterThan(Clients / 4);
            calls.Running.ShouldBe(0);
        }

        await scene.Server.StopAsync(CancellationToken.None); // which waits for the last of every connection
        pool.Rented.ShouldBe(0);
    }

    private static async Task VanishAsync(Scene scene, int stage)
    {
        await using var caller = await scene.CallAsync();
        switch (stage)
        {
            case 0:
                scene.Engines.SpeechToText.Hear("never", Never);
                await caller.SpeakAsync([.. Tone.Pcm16(300), .. Tone.Silence(800)]);
                await caller.HearUntilAsync("input_audio_buffer.committed");
                break;
            case 1:
                await caller.SayAsync("""{"type":"response.create","response":{"instructions":"think"}}""");
                await caller.HearUntilAsync("response.created");
                break;
            default:
                await caller.SayAsync("""{"type":"response.create"}""");
                await caller.HearUntilAsync("response.output_audio.delta");
                break;
        }

        caller.Vanish();
    }
}
