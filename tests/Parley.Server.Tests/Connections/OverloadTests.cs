using System.Net;
using Parley.Hosting;
using Parley.Listening;
using Parley.Testing;

namespace Parley.Connections;

public class OverloadTests
{
    private const string Path = "/v1/realtime?model=parley";

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_client_is_refused_before_the_upgrade_and_told_when_to_come_again()
    {
        await using var scene = await BusyAsync();
        var reply = await scene.RefusedAsync();
        reply.ShouldFail(HttpStatusCode.ServiceUnavailable, "server_is_overloaded", type: "server_error");
        reply.Headers["Retry-After"].ShouldBe("2");
        reply.Error.Text("message").ShouldEndWith("Try again in 2 s.");
        (await Caller.RefusedAsync(scene.Server.Address, Path, $"Authorization: Bearer {Scene.Key}")).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_browser_is_told_after_it_for_it_sees_nothing_else()
    {
        await using var scene = await BusyAsync();
        await using var browser = await scene.KnockAsync(Path, ["Origin: http://localhost"], "realtime", $"openai-insecure-api-key.{Scene.Key}");
        var (code, reason, said) = await browser.HearCloseAsync();
        var error = said.ShouldHaveSingleItem()["error"]!.AsObject();
        (error.Text("type"), error.Text("code")).ShouldBe(("server_error", "server_is_overloaded"));
        error.Text("message").ShouldEndWith("Try again in 2 s.");
        (code, reason).ShouldBe((1013, "server_is_overloaded: try again in 2 s"));
    }

    [Fact]
    public async Task Those_who_are_refused_together_are_not_to_come_again_together()
    {
        await using var scene = await BusyAsync();
        var first = await scene.RefusedAsync();
        (await scene.RefusedAsync()).Headers["Retry-After"].ShouldNotBe(first.Headers["Retry-After"]);
    }

    [Fact]
    public async Task Nobody_learns_of_it_whose_key_is_wrong()
    {
        await using var scene = await BusyAsync();
        await using var stranger = await scene.KnockAsync(Path, ["Authorization: Bearer wrong"]);
        (await stranger.HearAsync()).ErrorCode().ShouldBe("invalid_api_key");
    }

    [Fact]
    public async Task Running_sessions_and_other_calls_go_on()
    {
        await using var scene = await Scene.StartAsync(time: _time);
        var running = (await scene.CrowdAsync(LoadGauge.Few))[0];
        MakeBusy(scene);
        (await scene.RefusedAsync()).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await running.SayAsync("""{"type":"input_audio_buffer.clear"}""");
        (await running.HearAsync()).Type().ShouldBe("input_audio_buffer.cleared");
        (await scene.PostAsync("/v1/realtime/client_secrets")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task When_the_load_falls_sessions_are_let_in_again()
    {
        await using var scene = await BusyAsync();
        (await scene.RefusedAsync()).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        scene.Load.Cpu = 0.5;
        _time.Advance(TimeSpan.FromSeconds(4));
        await using var next = await scene.CallAsync();
    }

    [Fact]
    public async Task Each_refusal_is_counted_and_the_log_says_once_that_they_began_and_once_that_they_ended()
    {
        await using var scene = await BusyAsync();
        for (var i = 0; i < 2; i++)
        {
            await scene.RefusedAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await using (var browser = await scene.KnockAsync(Path, [$"Authorization: Bearer {Scene.Key}", "Origin: http://localhost"]))
        {
            await browser.HearCloseAsync();
        }

        scene.Tally["parley.sessions.refused cpu"].ShouldBe(3);
        scene.Load.Cpu = 0.5;
        _time.Advance(TimeSpan.FromSeconds(60));
        var lines = scene.Logs.Text.Split('\n');
        lines.Count(line => line.Contains("New sessions are refused (Cpu): 8 run", StringComparison.Ordinal)).ShouldBe(1);
        lines.Count(line => line.Contains("New sessions are let in again; 3 were refused", StringComparison.Ordinal)).ShouldBe(1);
        lines.ShouldNotContain(line => line.Contains("A connection was refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_load_is_shown_to_whoever_listens()
    {
        await using var scene = await Scene.StartAsync(time: _time);
        await using var caller = await scene.CallAsync();
        (scene.Load.Cpu, scene.Load.Lateness) = (0.5, TimeSpan.FromMilliseconds(7));
        _time.Advance(TimeSpan.FromSeconds(2));
        scene.Tally.Read("parley.load.cpu").ShouldBe(0.5, 0.001);
        scene.Tally.Read("parley.load.lateness").ShouldBe(0.007, 0.0001);
        scene.Tally.Read("parley.load.buffered").ShouldBe(scene.Server.Live.Occupancy.Load.BufferedBytes);
    }

    [Fact]
    public async Task While_the_server_is_strained_no_transcript_is_guessed()
    {
        await using var scene = await Scene.StartAsync(time: _time);
        await using var caller = await scene.CallAsync();
        await caller.SayAsync("""{"type":"session.update","session":{"type":"realtime","audio":{"input":{"transcription":{"model":"whisper-1"},"turn_detection":{"type":"server_vad","create_response":false,"silence_duration_ms":500}}}}}""");
        await caller.HearUntilAsync("session.updated");
        MakeBusy(scene);
        await caller.SpeakAsync([.. Tone.Pcm16(600), .. new byte[48 * 800]]);
        await caller.HearUntilAsync("conversation.item.input_audio_transcription.completed");
        Speculation.IsIn(scene.Engines.SpeechToText.Requests.ShouldHaveSingleItem().Options).ShouldBeFalse();
    }

    private async Task<Scene> BusyAsync()
    {
        var scene = await Scene.StartAsync(time: _time);
        await scene.CrowdAsync(LoadGauge.Few);
        MakeBusy(scene);
        return scene;
    }

    private void MakeBusy(Scene scene)
    {
        scene.Load.Cpu = 1;
        _time.Advance(TimeSpan.FromSeconds(2));
    }
}
