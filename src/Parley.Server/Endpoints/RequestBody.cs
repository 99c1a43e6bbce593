using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Endpoints;

/// <summary>Reads what was posted.</summary>
internal static class RequestBody
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The object in the body; where there is no body, an empty one.</summary>
    /// <exception cref="InvalidRequestException">It is no JSON object.</exception>
    public static async Task<JsonObject> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return body.Length == 0
            ? []
            : JsonText.Parse(body.GetBuffer().AsSpan(0, (int)body.Length)) as JsonObject ?? throw new InvalidRequestException("invalid_type", "Invalid body: expected a JSON object.");
    }
}
