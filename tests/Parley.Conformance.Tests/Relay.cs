using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parley.Server;

namespace Parley;

/// <summary>A server that is ours but for one fault, which the path chooses: <c>/NUMBER/v1/realtime</c>.</summary>
internal sealed class Relay(WebApplication app, Uri behind) : IAsyncDisposable
{
    private readonly ConcurrentBag<Fault> _faults = [];

    public static async Task<Relay> StartAsync(ParleyServer behind)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var relay = new Relay(app, behind.Address);
        app.UseWebSockets();
        app.Run(relay.PassAsync);
        await app.StartAsync();
        return relay;
    }

    /// <summary>Where the server with this fault is.</summary>
    public Uri With(Fault fault)
    {
        _faults.Add(fault);
        return new($"{app.Urls.First()}/{fault.Name}/v1/realtime");
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task PassAsync(HttpContext http)
    {
        var name = http.Request.Path.Value!.Split('/')[1];
        var fault = _faults.First(each => each.Name == name);
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await http.Response.WriteAsync(fault.Answer);
            return;
        }

        using var server = new ClientWebSocket();
        foreach (var header in new[] { "Authorization", "OpenAI-Beta" }.Where(http.Request.Headers.ContainsKey))
        {
            server.Options.SetRequestHeader(header, fault.Header(header, $"{http.Request.Headers[header]}"));
        }

        foreach (var subprotocol in http.WebSockets.WebSocketRequestedProtocols)
        {
            server.Options.AddSubProtocol(subprotocol);
        }

        var query = fault.Query ?? http.Request.QueryString.Value!;
        await server.ConnectAsync(new($"ws://{behind.Authority}{http.Request.Path.Value[(name.Length + 1)..]}{query}"), http.RequestAborted);
        using var client = await http.WebSockets.AcceptWebSocketAsync(fault.SelectsKey ? http.WebSockets.WebSocketRequestedProtocols[^1] : server.SubProtocol);
        var events = fault.Events();
        await Task.WhenAll(PumpAsync(client, server, message => [message]), PumpAsync(server, client, message => message[0] == '{' ? events(JsonNode.Parse(message)!.AsObject()).Select(Bytes) : [message]));
    }

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static async Task PumpAsync(WebSocket from, WebSocket to, Func<byte[], IEnumerable<byte[]>> change)
    {
        var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var part = await from.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await to.CloseOutputAsync(from.CloseStatus!.Value, from.CloseStatusDescription, CancellationToken.None);
                    return;
                }

                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    foreach (var each in change(message.ToArray()))
                    {
                        await to.SendAsync(each.AsMemory(), part.MessageType, endOfMessage: true, CancellationToken.None);
                    }

                    message.SetLength(0);
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or InvalidOperationException or OperationCanceledException)
        {
            to.Abort(); // one side is gone: so is the other
        }
    }
}
