using Microsoft.AspNetCore.Http;
using Parley.Hosting;

namespace Parley.Endpoints;

/// <summary><c>/healthz</c>: whether the server lives, and <c>/readyz</c>: whether new sessions are welcome. Both say how it is.</summary>
internal sealed class HealthEndpoint(LiveSessions live)
{
    public const string LivePath = "/healthz";
    public const string ReadyPath = "/readyz";

    /// <summary>503 only while it drains: a server that is full is not to be restarted.</summary>
    public Task IsLiveAsync(HttpContext http) => AnswerAsync(http, isWell: !live.IsDraining);

    /// <summary>503 also while new sessions are refused, so that a load balancer sends them elsewhere.</summary>
    public Task IsReadyAsync(HttpContext http) => AnswerAsync(http, isWell: Body().Accepting);

    private Task AnswerAsync(HttpContext http, bool isWell)
    {
        http.Response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return http.Response.WriteAsJsonAsync(Body(), EndpointJson.Wire.HealthBody, cancellationToken: http.RequestAborted);
    }

    private HealthBody Body()
    {
        var now = live.Occupancy;
        var status = live.IsDraining ? "draining" : now.Refusing is null ? "ok" : "overloaded";
        return new(status, status == "ok", now.Sessions, new(Math.Round(now.Load.Cpu * 100, 1), Math.Round(now.Load.Lateness.TotalMilliseconds, 1), now.Load.BufferedBytes));
    }
}

/// <summary>How the server is.</summary>
internal sealed record HealthBody(string Status, bool Accepting, int Sessions, LoadBody Load);

internal sealed record LoadBody(double CpuPercent, double LatenessMs, long BufferedBytes);
