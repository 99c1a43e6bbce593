using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Parley.Connections;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Protocol;
using Parley.Sessions;

namespace Parley.Endpoints;

/// <summary>The WebSocket endpoint: who may come in, in which dialect, to which model.</summary>
internal sealed class RealtimeEndpoint(
    ParleyOptions options, ApiKeys keys, Origins origins, ModelCatalog models, LiveSessions live, SessionFactory sessions, TimeProvider time, ILoggerFactory logs)
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
        var connection = new WebSocketConnection(socket, Abort, Dialect.Create(name), options.Limits, time, _log);
        if (keys.Find(handshake.Credential, http.Connection.RemoteIpAddress, Opening.IsForwarded(http)) is not { } key)
        {
            await connection.RefuseAsync(Refusal.InvalidKey);
            return;
        }

        var asked = SessionRequest.Read(handshake);
        if (asked.Model is null && !asked.TranscribesOnly)
        {
            await connection.RefuseAsync(Refusal.MissingModel(models.Names));
            return;
        }

        if ((asked.Model is null ? models.Default : models.Find(asked.Model)) is not { } model)
        {
            await connection.RefuseAsync(Refusal.InvalidModel(asked.Model!, models.Names));
            return;
        }

        using var seat = live.Take(key);
        if (seat is null)
        {
            await connection.RefuseAsync(Refusal.TooManySessions);
            return;
        }

        await connection.RunAsync(
            async client =>
            {
                var session = sessions.Open(model, asked.Config(model), PolicyOf(name), client, asked.Traces);
                await seat.OccupyAsync(session);
                return session;
            },
            live.Stopping);

        void Abort()
        {
            socket.Abort();
            http.Abort();
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
        var policy = dialect == DialectName.Yandex ? SessionPolicy.Yandex : SessionPolicy.OpenAI;
        return options.Limits.MaxSessionMinutes is { } minutes ? policy with { Lifetime = TimeSpan.FromMinutes(minutes) } : policy;
    }
}
