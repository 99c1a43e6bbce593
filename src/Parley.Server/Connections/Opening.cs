using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Parley.Dialects;

namespace Parley.Connections;

/// <summary>Reads a handshake out of an HTTP request.</summary>
internal static class Opening
{
    public static Handshake Read(HttpContext http) =>
        new($"{http.Request.Path}", Plain(http.Request.Query), Plain(http.Request.Headers), [.. http.WebSockets.WebSocketRequestedProtocols]);

    /// <summary>Whether a proxy says that the request is not its own.</summary>
    public static bool IsForwarded(HttpContext http) =>
        http.Request.Headers.ContainsKey("Forwarded") || http.Request.Headers.ContainsKey("X-Forwarded-For");

    private static Dictionary<string, string> Plain(IEnumerable<KeyValuePair<string, StringValues>> pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => $"{pair.Value}", StringComparer.OrdinalIgnoreCase);
}
