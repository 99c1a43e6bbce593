using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Parley.Connections;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Protocol;
using Parley.Sessions;

namespace Parley.Endpoints;

/// <summary>The WebSocket endpoint: upgrades, chooses the dialect, and runs the session.</summary>
internal sealed class RealtimeEndpoint(
    ParleyOptions options, Origins origins, Admission admission, LiveSessions live, SessionFactory sessions, SocketUpgrade upgrade, Measures measures, ILoggerFactory logs)
{
    /// <summary>Ours and OpenAI's, Yandex' and two of Azure's.</summary>
    public static readonly string[] Paths = ["/v1/realtime", "/v1/realtime/openai", "/openai/v1/realtime", "/openai/realtime"];

    private readonly ILogger _log = logs.CreateLogger<ClientConnection>();

    public async Task AcceptAsync(HttpContext http)
    {
        if (await IsTurnedAwayAsync(http))
        {
            return;
        }

        var handshake = Opening.Read(http);
        using var socket = await upgrade.AcceptAsync(http, handshake.Subprotocol);
        var manner = Manner.Of(Dialect.Choose(handshake));
        var connection = new ClientConnection(socket, manner.Dialect, measures, _log);
        var asked = SessionRequest.Read(handshake);
        var (admitted, refusal) = admission.Admit(http, handshake, asked, manner);
        if (admitted is null)
        {
            await connection.RefuseAsync(refusal!);
            return;
        }

        using var seat = admitted.Seat;
        await connection.RunAsync(
            admitted.Model.Name,
            async client =>
            {
                var session = sessions.Open(admitted.Model, admitted.Config, PolicyOf(manner, admitted.Model), client, asked.Traces);
                await seat.OccupyAsync(session);
                return session;
            },
            live.Stopping);
    }

    private async ValueTask<bool> IsTurnedAwayAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest && !HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Headers.Allow = HttpMethods.Get;
            await ErrorBody.WriteAsync(
                http, StatusCodes.Status405MethodNotAllowed, "method_not_allowed", $"{http.Request.Path} takes GET with a WebSocket upgrade, not {http.Request.Method}. {CallsEndpoint.WhatThereIs}");
        }
        else if (!http.WebSockets.IsWebSocketRequest)
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

    private SessionPolicy PolicyOf(Manner manner, Pipeline model) => manner.Policy with
    {
        Lifetime = model.SessionLifetime ?? Minutes(options.Limits.MaxSessionMinutes) ?? manner.Policy.Lifetime,
        InboxBytes = options.Limits.InboxBytes,
        IdleTimeout = options.Limits.IdleSessionSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        RateLimits = new(options.Limits.RequestsPerMinute, options.Limits.TokensPerMinute),
    };

    private static TimeSpan? Minutes(int? minutes) => minutes is { } some ? TimeSpan.FromMinutes(some) : null;
}
