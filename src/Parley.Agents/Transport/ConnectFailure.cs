using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;

namespace Parley.Transport;

/// <summary>Says in one line why no socket was opened: the framework's own message is that it could not connect.</summary>
internal static class ConnectFailure
{
    /// <param name="retryAfter">What the server said of when to come again.</param>
    public static RealtimeConnectionException At(RealtimeEndpoint endpoint, WebSocketException failure, HttpStatusCode status, string? retryAfter)
    {
        var isRefusal = status is not (default(HttpStatusCode) or HttpStatusCode.SwitchingProtocols);
        return new($"Cannot connect to {endpoint}: {(isRefusal ? Refusal(status) + Again(retryAfter) : Trouble(failure))}", failure, isRefusal ? status : null, Seconds(retryAfter) is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    public static RealtimeConnectionException NoAnswer(RealtimeEndpoint endpoint, TimeSpan waited, Exception failure) =>
        new($"Cannot connect to {endpoint}: no answer within {waited.TotalSeconds:0} s.", failure);

    private static string Refusal(HttpStatusCode status) => $"the server answered HTTP {(int)status}, " + status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "so it does not accept the API key.",
        HttpStatusCode.NotFound => "so there is no Realtime endpoint at this path.",
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => "so it takes no more sessions now.",
        _ => "not the opening of a WebSocket.",
    };

    private static string Again(string? retryAfter) => Seconds(retryAfter) is { } seconds ? $" Try again in {seconds} s." : "";

    private static int? Seconds(string? retryAfter) => int.TryParse(retryAfter, NumberStyles.None, null, out var seconds) ? seconds : null;

    private static string Trouble(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AuthenticationException tls:
                    return $"TLS failed: {OneLine(tls.InnerException?.Message ?? tls.Message)}";
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "connection refused; is the server running?";
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return "there is no such host.";
                case SocketException socket:
                    return OneLine(socket.Message);
            }
        }

        return OneLine(failure.GetBaseException().Message);
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
