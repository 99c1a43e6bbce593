using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Parley.Connections;
using Parley.Protocol;

namespace Parley.Endpoints;

/// <summary>The body of every reply that says no.</summary>
internal sealed record ErrorBody(HttpError Error)
{
    public static Task WriteAsync(HttpContext http, Refusal refusal)
    {
        if (refusal.RetryAfterSeconds is { } seconds)
        {
            http.Response.Headers[HeaderNames.RetryAfter] = $"{seconds}";
        }

        return WriteAsync(http, refusal.Status, refusal.Code, refusal.Message, refusal.Type, refusal.Param);
    }

    /// <param name="type"><see cref="ErrorDetails.InvalidRequest"/> or <see cref="ErrorDetails.Server"/>.</param>
    public static Task WriteAsync(HttpContext http, int status, string? code, string message, string type = ErrorDetails.InvalidRequest, string? param = null)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new ErrorBody(new HttpError(message, type, param, code)), EndpointJson.Wire.ErrorBody, cancellationToken: http.RequestAborted);
    }
}

/// <summary>All four are always there.</summary>
internal sealed record HttpError(string Message, string Type, string? Param, string? Code);
