using System.Net;
using Parley.Protocol;

namespace Parley.Transport;

/// <summary>A Realtime server could not be reached, refused, or was lost: one line that names its URL and never the key.</summary>
/// <param name="statusCode">What the server answered instead of opening a socket, where it answered at all.</param>
public sealed class RealtimeConnectionException(string message, Exception? inner = null, HttpStatusCode? statusCode = null, TimeSpan? retryAfter = null) : Exception(message, inner)
{
    public HttpStatusCode? StatusCode => statusCode;

    /// <summary>The server's own words, where it opened a socket and then refused the session.</summary>
    public ErrorDetails? Refusal { get; init; }

    /// <summary>When to come again, where the server said so.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
