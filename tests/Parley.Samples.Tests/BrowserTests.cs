using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Parley.Tests;

/// <summary>The browser sample's program serves its page and mints keys with which a browser's socket opens. What the page does with a microphone is not seen here.</summary>
public sealed class BrowserTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_page_gets_a_key_with_which_its_socket_opens()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var program = Sample.Start("10-browser", "--urls", "http://127.0.0.1:0");
        try
        {
            var line = await program.StandardOutput.ReadLineAsync(patience.Token);
            line.ShouldNotBeNull(await EndAsync(program));
            using var http = new HttpClient { BaseAddress = new(line.Split(' ')[1]) };

            var page = await http.GetStringAsync("/", patience.Token);
            page.ShouldContain("new WebSocket(url, ['realtime', `openai-insecure-api-key.${key}`])");

            using var minted = await http.PostAsync("/session", content: null, patience.Token);
            var session = (await minted.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(patience.Token))!;
            using var socket = new ClientWebSocket(); // as a browser opens it: with subprotocols, and no header of its own
            socket.Options.AddSubProtocol("realtime");
            socket.Options.AddSubProtocol($"openai-insecure-api-key.{session["key"]}");
            await socket.ConnectAsync(new((string)session["url"]!), patience.Token);
            socket.SubProtocol.ShouldBe("realtime");

            var created = await EventAsync(socket, "session.created", patience.Token);
            ((string)created["session"]!["instructions"]!).ShouldStartWith("Your name is Ada.");
            await SayAsync(socket, """{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"What time is it?"}]}}""", patience.Token);
            await SayAsync(socket, """{"type":"response.create"}""", patience.Token);
            var said = await EventAsync(socket, "response.output_audio_transcript.done", patience.Token);
            ((string)said["transcript"]!).ShouldMatch(@"\d{1,2}:\d{2} [AP]M");
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync(patience.Token);
        }
    }

    private static async Task<string> EndAsync(System.Diagnostics.Process program) => program.HasExited ? await program.StandardError.ReadToEndAsync() : "";

    private static Task SayAsync(ClientWebSocket socket, string json, CancellationToken cancellation) => socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, cancellation);

    private static async Task<JsonObject> EventAsync(ClientWebSocket socket, string type, CancellationToken cancellation)
    {
        var block = new byte[1 << 16];
        while (true)
        {
            using var message = new MemoryStream();
            WebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(block, cancellation);
                message.Write(block, 0, part.Count);
            }
            while (!part.EndOfMessage);
            var said = JsonNode.Parse(message.ToArray())!.AsObject();
            ((string)said["type"]!).ShouldNotBe("error", said.ToJsonString());
            if ((string)said["type"]! == type)
            {
                return said;
            }
        }
    }
}
