using System.Net;
using System.Text.Json.Nodes;

namespace Parley.Endpoints;

public class BenchTests
{
    [Fact]
    public async Task A_server_to_be_measured_says_what_it_has_cost()
    {
        await using var scene = await Scene.StartAsync(bench: true);
        var before = (await scene.CallHttpAsync(HttpMethod.Get, "/bench")).Body;
        before.Select(member => member.Key).ShouldBe(
            ["cpu_ms", "allocated_bytes", "gen0", "gen1", "gen2", "gc_pause_ms", "gc_pause_max_ms", "working_set_bytes", "threads", "timers", "sessions", "heap_bytes", "sound_bytes"]);

        await using var caller = await scene.CallAsync();
        GC.Collect();

        var after = (await scene.CallHttpAsync(HttpMethod.Get, "/bench")).Body;
        foreach (var grows in new[] { "cpu_ms", "allocated_bytes", "gen0", "gen1", "gen2", "gc_pause_ms" })
        {
            Number(after, grows).ShouldBeGreaterThan(Number(before, grows), grows);
        }

        Number(after, "working_set_bytes").ShouldBeGreaterThan(1 << 20);
        Number(after, "threads").ShouldBeGreaterThan(1);
        (Number(before, "sessions"), Number(after, "sessions")).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sk-wrong")]
    public async Task It_says_so_only_to_those_with_a_key(string? key)
    {
        await using var scene = await Scene.StartAsync(bench: true);
        (await scene.CallHttpAsync(HttpMethod.Get, "/bench", key: key)).ShouldFail(HttpStatusCode.Unauthorized, "invalid_api_key");
    }

    [Fact]
    public async Task Any_other_server_has_no_such_path()
    {
        await using var scene = await Scene.StartAsync();
        (await scene.CallHttpAsync(HttpMethod.Get, "/bench")).ShouldFail(HttpStatusCode.NotFound, "unknown_url");
    }

    private static double Number(JsonObject body, string member) => body[member]!.GetValue<double>();
}
