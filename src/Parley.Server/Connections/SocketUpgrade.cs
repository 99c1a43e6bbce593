using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Parley.Hosting;

namespace Parley.Connections;

/// <summary>Turns requests into sockets, on the terms of the configuration. Compression is declined: sound does not shrink, and its window costs memory for each client.</summary>
internal sealed class SocketUpgrade(ParleyOptions options, ArrayPool<byte> pool, TimeProvider time, Measures measures, ILogger<MessageSocket> log)
{
    private readonly SocketRules _rules = new(options.Limits, pool, time, measures);

    /// <param name="subprotocol">The one that is agreed on, if any.</param>
    public async Task<MessageSocket> AcceptAsync(HttpContext http, string? subprotocol)
    {
        var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = subprotocol,
            KeepAliveInterval = TimeSpan.FromSeconds(options.Limits.PingSeconds),
            KeepAliveTimeout = TimeSpan.FromSeconds(options.Limits.PongSeconds),
        });
        var lifetime = http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>(); // the context itself must not be touched once the request is over
        return new(socket, Abort, _rules, log);

        void Abort()
        {
            socket.Abort();
            lifetime.Abort();
        }
    }
}
