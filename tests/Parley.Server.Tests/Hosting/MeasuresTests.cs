namespace Parley.Hosting;

public class MeasuresTests
{
    [Theory]
    [InlineData("/v1/realtime?model=parley", "ga")]
    [InlineData("/v1/realtime/openai?model=parley", "yandex")]
    public async Task Live_sessions_are_counted_by_model_and_dialect_and_ended_ones_by_cause(string address, string dialect)
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync(address);
        scene.Tally[$"parley.sessions.live parley {dialect}"].ShouldBe(1);
        await caller.LeaveAsync();
        await EndedAsync(scene, $"parley {dialect} client_left");
        scene.Tally[$"parley.sessions.live parley {dialect}"].ShouldBe(0);
    }

    [Fact]
    public async Task Bytes_are_counted_both_ways()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync();
        var sent = scene.Tally["parley.messages.sent"];
        await caller.SayAsync("""{"type":"input_audio_buffer.clear"}""");
        var cleared = await caller.HearAsync();
        scene.Tally["parley.messages.received"].ShouldBe("""{"type":"input_audio_buffer.clear"}""".Length);
        await scene.Tally.ReachesAsync("parley.messages.sent", sent + cleared.ToJsonString().Length);
    }

    [Fact]
    public async Task A_refused_client_is_no_session()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", ["Authorization: Bearer wrong"]);
        await caller.HearCloseAsync();
        scene.Tally["parley.sessions.live parley ga"].ShouldBe(0);
        scene.Tally["parley.sessions.ended parley ga"].ShouldBe(0);
        scene.Tally["parley.sessions.refused invalid_api_key"].ShouldBe(1);
    }

    [Theory]
    [InlineData("binary x2000", "message_too_big")]
    [InlineData("text+ | cont+ | cont+", "too_many_fragments")]
    [InlineData("op5 'Hello'", "protocol_error")]
    [InlineData("text <ff>", "protocol_error")]
    [InlineData("close 4000", "client_left")]
    public async Task The_cause_says_what_ended_it(string said, string cause)
    {
        await using var scene = await Scene.StartAsync(options => (options.Limits.MaxMessageBytes, options.Limits.MaxFragments) = (1024, 2));
        await using var client = await RawClient.ConnectAsync(scene.Server.Address, "/v1/realtime?model=parley", $"Authorization: Bearer {Scene.Key}");
        await client.HearAsync();
        await client.SendAsync(Frame.ReadAll(said).SelectMany(RawClient.Encode).ToArray());
        await client.HearAllAsync();
        await EndedAsync(scene, $"parley ga {cause}");
        scene.Logs.Text.ShouldContain($": {cause}");
    }

    private static Task EndedAsync(Scene scene, string tags) => scene.Tally.ReachesAsync($"parley.sessions.ended {tags}", 1);
}
