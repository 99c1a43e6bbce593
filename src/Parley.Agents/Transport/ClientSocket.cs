using System.Net.WebSockets;
using Parley.Dialects;

namespace Parley.Transport;

/// <summary>A socket that shows a server what its dialect wants to be shown.</summary>
internal static class ClientSocket
{
    // servers ping too, but only an answer to our own ping tells a silent server from a pulled cable
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(20);

    public static ClientWebSocket For(RealtimeEndpoint endpoint)
    {
        var socket = new ClientWebSocket();
        var options = socket.Options;
        options.CollectHttpResponseDetails = true;
        options.KeepAliveInterval = Ping;
        options.KeepAliveTimeout = Ping;
        options.AddSubProtocol("realtime");
        foreach (var (name, value) in HeadersOf(endpoint))
        {
            if (value.Any(character => character is < ' ' or > '~'))
            {
                // the value may be a key, so it is not shown; the framework's own message would show it
                throw new RealtimeConnectionException($"Cannot connect to {endpoint}: the header {name} can carry printable ASCII only.");
            }

            options.SetRequestHeader(name, value);
        }

        return socket;
    }

    private static IEnumerable<KeyValuePair<string, string>> HeadersOf(RealtimeEndpoint endpoint)
    {
        if (endpoint.ApiKey is { } key)
        {
            yield return new("Authorization", endpoint.Dialect == DialectName.Yandex ? $"api-key {key}" : $"Bearer {key}");
        }

        if (endpoint.Dialect == DialectName.Beta)
        {
            yield return new("OpenAI-Beta", "realtime=v1");
        }

        foreach (var header in endpoint.Headers)
        {
            yield return header;
        }
    }
}
