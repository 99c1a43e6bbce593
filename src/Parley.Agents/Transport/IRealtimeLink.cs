using System.Net.WebSockets;
using Parley.Protocol;

namespace Parley.Transport;

/// <summary>One connection to a Realtime server, as a session uses it: a socket, or in tests a script.</summary>
public interface IRealtimeLink : IAsyncDisposable
{
    /// <summary>Why the server closed; null while it has not.</summary>
    WebSocketCloseStatus? CloseStatus { get; }

    string? CloseDescription { get; }

    /// <summary>Sends an event, after those that others are sending.</summary>
    /// <exception cref="RealtimeConnectionException">The connection is closed or lost.</exception>
    ValueTask SendAsync(ClientEvent clientEvent, CancellationToken cancellationToken = default);

    /// <summary>What the server says, until it closes. To be called once.</summary>
    /// <exception cref="RealtimeConnectionException">The connection was lost without a close.</exception>
    IAsyncEnumerable<ServerEvent> ReadAllAsync(CancellationToken cancellationToken = default);
}

/// <summary>Opens a connection to an endpoint.</summary>
/// <exception cref="RealtimeConnectionException">It could not be reached, or refused.</exception>
public delegate Task<IRealtimeLink> RealtimeDial(RealtimeEndpoint endpoint, CancellationToken cancellationToken);
