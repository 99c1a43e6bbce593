using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Parley.Hosting;
using Parley.Testing;

namespace Parley;

public class EmbeddingTests
{
    [Fact]
    public async Task Parley_lives_in_somebody_elses_application()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddParley(options => options.Keys.Add("k"));
        builder.Services.AddVoiceActivity("loudness", _ => new LoudnessVoiceActivity());
        builder.Services.AddSpeechToText("scripted", _ => new ScriptedSpeechToText());
        builder.Services.AddChat("scripted", _ => new ScriptedChatClient());
        builder.Services.AddTextToSpeech("scripted", _ => new ScriptedTextToSpeech());
        await using var app = builder.Build();
        app.MapGet("/", () => "theirs");
        app.MapParley();
        await app.StartAsync();

        (await app.GetTestClient().GetStringAsync(new Uri("/", UriKind.Relative))).ShouldBe("theirs");
        var client = app.GetTestServer().CreateWebSocketClient();
        client.ConfigureRequest = request => request.Headers.Authorization = "Bearer k";
        using var socket = await client.ConnectAsync(new("ws://localhost/v1/realtime?model=gpt-realtime"), CancellationToken.None);
        var buffer = new byte[8192];
        var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Encoding.UTF8.GetString(buffer, 0, part.Count).ShouldContain("session.created");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await app.StopAsync();
    }

    [Fact]
    public void An_option_out_of_its_range_is_an_error_at_once() =>
        Should.Throw<ParleyStartupException>(() => new ServiceCollection().AddParley(options => options.Limits.OutboxBytes = 1))
            .Message.ShouldBe("AddParley: 'limits.outboxBytes' is 1; expected 1024 to 1073741824.");
}
