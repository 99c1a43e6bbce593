using System.Net.WebSockets;

namespace Parley.Transport;

/// <summary>A socket that shows a server what its dialect wants to be shown.</summary>
internal static class ClientSocket
{
    public static ClientWebSocket For(RealtimeEndpoint endpoint)
    {
        var socket = new ClientWebSocket();
        var options = socket.Options;
        options.CollectHttpResponseDetails = true;
        options.KeepAliveInterval = endpoint.PingInterval; // servers ping too, but only an answer to our own ping tells a silent server from a pulled cable
        options.KeepAliveTimeout = endpoint.PingTimeout;
        options.AddSubProtocol("realtime");
        foreach (var (name, value) in EndpointHeaders.Of(endpoint))
        {
            options.SetRequestHeader(name, value);
        }

        return socket;
    }
}
