using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Parley.Connections;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Protocol;
using Parley.Sessions;

namespace Parley.Endpoints;

/// <summary>The WebSocket endpoint: upgrades, chooses the dialect, and runs the session.</summary>
internal sealed class RealtimeEndpoint(
    ParleyOptions options, HttpDoor door, Admission admission, LiveSessions live, SessionFactory sessions, SocketUpgrade upgrade, Measures measures, ILoggerFactory logs)
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
        var (asked, manner) = (SessionRequest.Read(handshake), Manner.Of(Dialect.Choose(handshake)));
        var (guest, refusal) = admission.Seat(http, handshake, asked);
        using var seat = guest?.Seat;
        if (refusal is { RetryAfterSeconds: not null } && StringValues.IsNullOrEmpty(http.Request.Headers.Origin))
        {
            measures.Refused(refusal.Cause);
            await ErrorBody.WriteAsync(http, refusal);
            return;
        }

        using var socket = await upgrade.AcceptAsync(http, handshake.Subprotocol);
        await new ClientConnection(socket, manner.Dialect, measures, _log).RunAsync(
            () => guest is null ? (null, refusal) : admission.Admit(guest, asked, manner),
            (admitted, client) => sessions.Open(SparingSpeechToText.In(admitted.Model, () => live.IsStrained), admitted.Config, PolicyOf(manner, admitted.Model), client, new(admitted.Owner, asked.Traces, asked.Sources)),
            live.Stopping);
    }

    private async ValueTask<bool> IsTurnedAwayAsync(HttpContext http)
    {
        if (await door.TurnsPageAwayAsync(http))
        {
            return true;
        }

        if (!http.WebSockets.IsWebSocketRequest && !HttpMethods.IsGet(http.Request.Method))
        {
            await HttpDoor.RefuseMethodAsync(http, HttpMethods.Get, $" {CallsEndpoint.WhatThereIs}");
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
        RateLimits = new(options.Limits.SessionRequestsPerMinute, options.Limits.SessionTokensPerMinute),
    };

    private static TimeSpan? Minutes(int? minutes) => minutes is { } some ? TimeSpan.FromMinutes(some) : null;
}
