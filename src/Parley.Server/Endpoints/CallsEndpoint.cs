using Microsoft.AspNetCore.Http;

namespace Parley.Endpoints;

/// <summary>Calls over WebRTC and SIP, which there are none of: says so.</summary>
internal static class CallsEndpoint
{
    public const string WhatThereIs = "This server has no WebRTC and no SIP; sessions are open to WebSockets: GET /v1/realtime?model=… with an API key or a client secret.";

    public static readonly string[] Paths = ["/calls", "/calls/{call_id}/accept", "/calls/{call_id}/reject", "/calls/{call_id}/refer", "/calls/{call_id}/hangup"];

    public static Task AnswerAsync(HttpContext http) =>
        ErrorBody.WriteAsync(http, StatusCodes.Status501NotImplemented, "calls_not_supported", WhatThereIs);
}
