using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Parley.Dialects;
using Parley.Schemas;

namespace Parley;

/// <summary>A client of bare JSON. Every event must be as strict typed clients of its dialect read it.</summary>
internal sealed class Caller(WebSocket socket, EventWatch watch) : IAsyncDisposable
{
    // only so that what never comes fails instead of hanging
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));

    public string? Subprotocol => socket.SubProtocol;

    public static async Task<Caller> ConnectAsync(Uri server, string address, string[] headers, params string[] subprotocols)
    {
        var socket = new ClientWebSocket();
        return await ConnectAsync(socket, server, address, headers, subprotocols, null);
    }

    public static async Task<Caller> ConnectAsync(
        ClientWebSocket socket, Uri server, string address, string[] headers, string[] subprotocols, HttpMessageInvoker? http)
    {
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var header in headers)
        {
            socket.Options.SetRequestHeader(header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..].Trim());
        }

        foreach (var subprotocol in subprotocols)
        {
            socket.Options.AddSubProtocol(subprotocol);
        }

        var caller = new Caller(socket, WatchFor(address, headers, subprotocols));
        await socket.ConnectAsync(new($"{(server.Scheme == Uri.UriSchemeHttps ? "wss" : "ws")}://{server.Authority}{address}"), http, caller._patience.Token);
        return caller;
    }

    /// <summary>The HTTP status of a connection that was not to be.</summary>
    public static async Task<HttpStatusCode> RefusedAsync(Uri server, string address, params string[] headers)
    {
        using var socket = new ClientWebSocket();
        await Should.ThrowAsync<WebSocketException>(() => ConnectAsync(socket, server, address, headers, [], null));
        return socket.HttpStatusCode;
    }

    public Task SayAsync(string json) => SayAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text);

    public Task SayAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type, bool isEnd = true) =>
        socket.SendAsync(message, type, isEnd, _patience.Token).AsTask();

    /// <summary>Sends sound in appends of 100 ms of 24 kHz PCM16.</summary>
    public async Task SpeakAsync(byte[] pcm)
    {
        foreach (var chunk in pcm.Chunk(4800))
        {
            await SayAsync($$"""{"type":"input_audio_buffer.append","audio":"{{Convert.ToBase64String(chunk)}}"}""");
        }
    }

    /// <summary>The next event.</summary>
    public async Task<JsonObject> HearAsync() =>
        await NextAsync() ?? throw new InvalidOperationException($"Expected an event, but the server closed: {socket.CloseStatus} {socket.CloseStatusDescription}");

    /// <summary>The events up to the next of a type.</summary>
    public async Task<IReadOnlyList<JsonObject>> HearUntilAsync(string type)
    {
        var heard = new List<JsonObject>();
        do
        {
            heard.Add(await HearAsync());
        }
        while (heard[^1].Type() != type);
        return heard;
    }

    /// <summary>What is said until the server closes, and how it closes; answers the close.</summary>
    public async Task<(int Code, string? Reason, IReadOnlyList<JsonObject> Said)> HearCloseAsync()
    {
        var heard = new List<JsonObject>();
        while (await NextAsync() is { } said)
        {
            heard.Add(said);
        }

        return ((int)socket.CloseStatus!, socket.CloseStatusDescription, heard);
    }

    /// <summary>Says goodbye and waits for the answer, whose code it gives.</summary>
    public async Task<int> LeaveAsync()
    {
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, _patience.Token);
        return (int)socket.CloseStatus!;
    }

    /// <summary>Vanishes without a word.</summary>
    public void Vanish() => socket.Abort();

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        _patience.Dispose();
        return ValueTask.CompletedTask;
    }

    private static EventWatch WatchFor(string address, string[] headers, string[] subprotocols)
    {
        var url = new Uri(new("ws://server"), address);
        var query = url.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[^1]));
        var shown = headers.ToDictionary(header => header[..header.IndexOf(':')], header => header[(header.IndexOf(':') + 1)..].Trim(), StringComparer.OrdinalIgnoreCase);
        return new(Dialect.Choose(new(url.AbsolutePath, query, shown, subprotocols)), query.ContainsKey("parley_trace") ? ["parley.turn.trace"] : []);
    }

    private async Task<JsonObject?> NextAsync()
    {
        var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), _patience.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                if (socket.State == WebSocketState.CloseReceived)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _patience.Token);
                }

                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                var said = JsonNode.Parse(message.ToArray())!.AsObject();
                watch.Next(said).ShouldBeEmpty();
                return said;
            }
        }
    }
}
