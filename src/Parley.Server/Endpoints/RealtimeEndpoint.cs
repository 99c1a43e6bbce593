using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Parley.Connections;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Protocol;
using Parley.Sessions;

namespace Parley.Endpoints;

/// <summary>The WebSocket endpoint: upgrades, chooses the dialect, and runs the session.</summary>
internal sealed class RealtimeEndpoint(
    ParleyOptions options, Origins origins, Admission admission, LiveSessions live, SessionFactory sessions, TimeProvider time, ILoggerFactory logs)
{
    /// <summary>Ours and OpenAI's, Yandex' and two of Azure's.</summary>
    public static readonly string[] Paths = ["/v1/realtime", "/v1/realtime/openai", "/openai/v1/realtime", "/openai/realtime"];

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    private readonly ILogger _log = logs.CreateLogger<WebSocketConnection>();

    public async Task AcceptAsync(HttpContext http)
    {
        if (await IsTurnedAwayAsync(http))
        {
            return;
        }

        var handshake = Opening.Read(http);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = handshake.Subprotocol,
            KeepAliveInterval = KeepAlive,
            KeepAliveTimeout = KeepAlive,
        });
        var name = Dialect.Choose(handshake);
        var lifetime = http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>(); // the context itself must not be touched once the request is over
        var connection = new WebSocketConnection(socket, Abort, Dialect.Create(name), options.Limits, time, _log);
        var asked = SessionRequest.Read(handshake);
        if (!admission.TryAdmit(http, handshake, asked, out var admitted, out var refusal))
        {
            await connection.RefuseAsync(refusal);
            return;
        }

        using var seat = admitted.Seat;
        await connection.RunAsync(
            async client =>
            {
                var session = sessions.Open(admitted.Model, asked.Config(admitted.Model), PolicyOf(name), client, asked.Traces);
                await seat.OccupyAsync(session);
                return session;
            },
            live.Stopping);

        void Abort()
        {
            socket.Abort();
            lifetime.Abort();
        }
    }

    private async ValueTask<bool> IsTurnedAwayAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.Headers.Upgrade = "websocket";
            await ErrorBody.WriteAsync(http, StatusCodes.Status426UpgradeRequired, "websocket_required", $"{http.Request.Path} speaks WebSocket: connect with ws:// or wss://.");
        }
        else if (live.IsDraining)
        {
            await ErrorBody.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "server_shutting_down", "The server is shutting down. Try another, or again later.", ErrorDetails.Server);
        }
        else if (!origins.Allow($"{http.Request.Headers.Origin}", http.Request.Host.Value ?? ""))
        {
            await ErrorBody.WriteAsync(http, StatusCodes.Status403Forbidden, "origin_not_allowed", "Pages of this origin may not connect. The server's 'allowedOrigins' names those that may.");
        }
        else
        {
            return false;
        }

        return true;
    }

    private SessionPolicy PolicyOf(DialectName dialect)
    {
        var family = dialect switch
        {
            DialectName.Yandex => SessionPolicy.Yandex,
            DialectName.Beta => SessionPolicy.Beta,
            _ => SessionPolicy.OpenAI,
        };
        var policy = family with { RateLimits = new(options.Limits.RequestsPerMinute, options.Limits.TokensPerMinute) };
        return options.Limits.MaxSessionMinutes is { } minutes ? policy with { Lifetime = TimeSpan.FromMinutes(minutes) } : policy;
    }
}
