using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Parley.Dialects;

namespace Parley.Connections;

/// <summary>Reads a handshake out of an HTTP request.</summary>
internal static class Opening
{
    private static readonly string[] ProxyHeaders =
        ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "CF-Connecting-IP"];

    public static Handshake Read(HttpContext http) =>
        new($"{http.Request.Path}", Plain(http.Request.Query), Plain(http.Request.Headers), [.. http.WebSockets.WebSocketRequestedProtocols]);

    /// <summary>Whether the request may be somebody else's than this machine's, though it comes from here: a proxy says so, or passes on the name that it was asked for.</summary>
    public static bool IsForwarded(HttpContext http) =>
        ProxyHeaders.Any(http.Request.Headers.ContainsKey) || !IsLoopback(http.Request.Host.Host);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static Dictionary<string, string> Plain(IEnumerable<KeyValuePair<string, StringValues>> pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => $"{pair.Value}", StringComparer.OrdinalIgnoreCase);
}
