namespace Parley.Connections;

/// <summary>With the shortest times there are, for .NET measures them on the machine's own clock.</summary>
public class KeepAliveTests
{
    [Fact]
    public async Task A_silent_client_is_pinged_and_stays_as_long_as_it_answers()
    {
        await using var scene = await StartAsync();
        await using var client = await ConnectAsync(scene);
        for (var i = 0; i < 3; i++)
        {
            var ping = await client.HearAsync();
            ping!.Opcode.ShouldBe(Frame.Ping);
            await client.SendAsync(ping with { Opcode = Frame.Pong });
        }

        await client.SendAsync(Frame.Read("""text '{"type":"input_audio_buffer.clear"}'"""));
        $"{await client.HearAsync()}".ShouldContain("input_audio_buffer.cleared");
    }

    [Fact]
    public async Task A_client_that_leaves_a_ping_unanswered_is_gone()
    {
        await using var scene = await StartAsync();
        await using var client = await ConnectAsync(scene);
        (await client.HearAllAsync()).ShouldHaveSingleItem().Opcode.ShouldBe(Frame.Ping);
        await scene.Tally.ReachesAsync("parley.sessions.ended parley ga client_lost", 1);
        scene.Server.Live.Count.ShouldBe(0);
    }

    private static Task<Scene> StartAsync() => Scene.StartAsync(options => (options.Limits.PingSeconds, options.Limits.PongSeconds) = (1, 1));

    private static async Task<RawClient> ConnectAsync(Scene scene)
    {
        var client = await RawClient.ConnectAsync(scene.Server.Address, "/v1/realtime?model=parley", $"Authorization: Bearer {Scene.Key}");
        $"{await client.HearAsync()}".ShouldContain("session.created");
        return client;
    }
}
