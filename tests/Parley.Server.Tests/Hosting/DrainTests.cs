using System.Net;
using Parley.Testing;

namespace Parley.Hosting;

public class DrainTests
{
    [Fact]
    public async Task A_running_response_is_completed_and_new_sessions_are_refused_until_the_server_stops()
    {
        await using var scene = await Scene.StartAsync();
        var thought = new TaskCompletionSource();
        scene.Engines.Chat.Reply(new ScriptedReply { Text = "Done.", Gate = thought.Task });
        await using var caller = await scene.CallAsync();
        await using var idle = await scene.CallAsync();
        await caller.SayAsync("""{"type":"response.create","response":{"output_modalities":["text"]}}""");
        await caller.HearUntilAsync("response.created");

        var stopping = scene.Server.StopAsync(CancellationToken.None);
        (await idle.HearCloseAsync()).Code.ShouldBe(1012);
        using var http = new HttpClient { BaseAddress = scene.Server.Address };
        var health = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
        health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Caller.RefusedAsync(scene.Server.Address, "/v1/realtime?model=parley", $"Authorization: Bearer {Scene.Key}")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        stopping.IsCompleted.ShouldBeFalse();

        thought.SetResult();
        var (code, _, said) = await caller.HearCloseAsync();
        said[^1].Type().ShouldBe("response.done");
        said[^1]["response"]!.AsObject().Text("status").ShouldBe("completed");
        code.ShouldBe(1012);
        await stopping;
        scene.Server.Live.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Patience_ends_and_then_the_sessions_do()
    {
        var time = new ManualTimeProvider();
        await using var scene = await Scene.StartAsync(time: time);
        scene.Engines.Chat.Reply(new ScriptedReply { Gate = new TaskCompletionSource().Task });
        await using var caller = await scene.CallAsync();
        await using var idle = await scene.CallAsync();
        await caller.SayAsync("""{"type":"response.create"}""");
        await caller.HearUntilAsync("response.created");

        var stopping = scene.Server.StopAsync(CancellationToken.None);
        await idle.HearCloseAsync();
        time.Advance(TimeSpan.FromSeconds(24));
        stopping.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        (await caller.HearCloseAsync()).Code.ShouldBe(1012);
        await stopping;
    }

    [Fact]
    public async Task Disposing_a_server_waits_for_no_response()
    {
        var scene = await Scene.StartAsync(options => options.Limits.DrainSeconds = 3600);
        scene.Engines.Chat.Reply(new ScriptedReply { Gate = new TaskCompletionSource().Task });
        await using var caller = await scene.CallAsync();
        await caller.SayAsync("""{"type":"response.create"}""");
        await caller.HearUntilAsync("response.created");
        var disposing = scene.DisposeAsync();
        (await caller.HearCloseAsync()).Code.ShouldBe(1012);
        await disposing;
    }
}
