using System.Net;

namespace Parley.Transport;

/// <summary>A Realtime server could not be reached, refused, or was lost: one line that names its URL and never the key.</summary>
/// <param name="statusCode">What the server answered instead of opening a socket, where it answered at all.</param>
public sealed class RealtimeConnectionException(string message, Exception? inner = null, HttpStatusCode? statusCode = null, TimeSpan? retryAfter = null) : Exception(message, inner)
{
    public HttpStatusCode? StatusCode => statusCode;

    /// <summary>When to come again, where the server said so.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
