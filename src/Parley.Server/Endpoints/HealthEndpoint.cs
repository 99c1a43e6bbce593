using Microsoft.AspNetCore.Http;
using Parley.Hosting;

namespace Parley.Endpoints;

/// <summary><c>/healthz</c>: whether new sessions are welcome.</summary>
internal sealed class HealthEndpoint(LiveSessions live)
{
    public const string Path = "/healthz";

    public Task AnswerAsync(HttpContext http)
    {
        http.Response.StatusCode = live.IsDraining ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return http.Response.WriteAsJsonAsync(
            new(live.IsDraining ? "draining" : "ok"), EndpointJson.Wire.HealthBody, cancellationToken: http.RequestAborted);
    }
}

/// <summary>How the server is.</summary>
internal sealed record HealthBody(string Status);
