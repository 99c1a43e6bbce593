using System.Text;
using Parley.Testing;

namespace Parley.Hosting;

public class OpeningDeadlineTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    [InlineData("GET /v1/realtime?model=parley HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n")]
    public async Task A_client_that_does_not_finish_its_handshake_is_cut_off(string said)
    {
        await using var scene = await Scene.StartAsync(time: _time);
        await using var client = await RawClient.DialAsync(scene.Server.Address);
        await client.SendAsync(Encoding.ASCII.GetBytes(said));
        await IsCutAsync(client);
        scene.Logs.Text.ShouldContain("A connection made no request within 10 s and is cut");
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 22, 3, 1, 2, 0 })] // the head of a ClientHello
    public async Task A_client_that_does_not_finish_TLS_is_cut_off(byte[] said)
    {
        var folder = Directory.CreateTempSubdirectory("parley-tls");
        await using (var scene = await Scene.StartAsync(options => options.Server.Https = new() { DevelopmentFolder = folder.FullName }, time: _time))
        {
            await using var client = await RawClient.DialAsync(scene.Server.Address);
            await client.SendAsync(said);
            await IsCutAsync(client);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_client_that_made_its_request_in_time_stays()
    {
        await using var scene = await Scene.StartAsync(time: _time);
        await using var caller = await scene.CallAsync();
        _time.Advance(TimeSpan.FromHours(1));
        await caller.SayAsync("""{"type":"input_audio_buffer.clear"}""");
        (await caller.HearAsync()).Type().ShouldBe("input_audio_buffer.cleared");
    }

    private async Task IsCutAsync(RawClient client)
    {
        await _time.TimerAsync(TimeSpan.FromSeconds(10)); // the server has accepted
        _time.Advance(TimeSpan.FromSeconds(10));
        (await client.HearAsync()).ShouldBeNull();
    }
}
