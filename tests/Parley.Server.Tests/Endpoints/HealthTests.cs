using System.Net;
using Parley.Testing;

namespace Parley.Endpoints;

public class HealthTests
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task A_server_says_how_it_is_without_a_key(string path)
    {
        var time = new ManualTimeProvider();
        await using var scene = await Scene.StartAsync(time: time);
        await using var caller = await scene.CallAsync();
        (scene.Load.Cpu, scene.Load.Lateness) = (0.25, TimeSpan.FromMilliseconds(3));
        time.Advance(TimeSpan.FromSeconds(2));
        var reply = await scene.CallHttpAsync(HttpMethod.Get, path, key: null);
        reply.Status.ShouldBe(HttpStatusCode.OK);
        var held = scene.Server.Live.Occupancy.Load.BufferedBytes;
        reply.Body.ToJsonString().ShouldBe($$$"""{"status":"ok","accepting":true,"sessions":1,"load":{"cpu_percent":25,"lateness_ms":3,"buffered_bytes":{{{held}}}}}""");
    }

    [Fact]
    public async Task A_full_server_lives_but_is_not_ready()
    {
        await using var scene = await Scene.StartAsync(options => options.Limits.MaxSessions = 1);
        await using var caller = await scene.CallAsync();
        await ShouldBeAsync(scene, "/healthz", HttpStatusCode.OK, "overloaded");
        await ShouldBeAsync(scene, "/readyz", HttpStatusCode.ServiceUnavailable, "overloaded");
    }

    [Fact]
    public async Task A_server_that_drains_is_neither()
    {
        await using var scene = await Scene.StartAsync();
        await scene.Server.Live.DrainAsync(CancellationToken.None);
        await ShouldBeAsync(scene, "/healthz", HttpStatusCode.ServiceUnavailable, "draining");
        await ShouldBeAsync(scene, "/readyz", HttpStatusCode.ServiceUnavailable, "draining");
    }

    private static async Task ShouldBeAsync(Scene scene, string path, HttpStatusCode status, string how)
    {
        var reply = await scene.CallHttpAsync(HttpMethod.Get, path, key: null);
        (reply.Status, reply.Body.Text("status"), (bool)reply.Body["accepting"]!).ShouldBe((status, how, false));
    }
}
