using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Transport;

/// <summary>
/// The client's end of a Realtime socket: anybody may send, one reads. Nothing here interprets events.
/// </summary>
public sealed class RealtimeConnection : IRealtimeLink
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly ClientWebSocket _socket;
    private readonly RealtimeEndpoint _endpoint;
    private readonly TimeProvider _time;
    private readonly IDialect _dialect;
    private readonly OutgoingMessages _outgoing;
    private bool _isRead;
    private bool _isDisposed;

    private RealtimeConnection(ClientWebSocket socket, RealtimeEndpoint endpoint, TimeProvider time)
    {
        (_socket, _endpoint, _time) = (socket, endpoint, time);
        _dialect = Dialect.Create(endpoint.Dialect);
        _outgoing = new(socket, time, SendTimeout);
    }

    /// <summary>Why the server closed; null while it has not.</summary>
    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? CloseDescription => _socket.CloseStatusDescription;

    /// <summary>Opens a socket to the endpoint.</summary>
    /// <exception cref="RealtimeConnectionException">It could not be reached, or refused.</exception>
    public static Task<RealtimeConnection> ConnectAsync(RealtimeEndpoint endpoint, CancellationToken cancellationToken = default) =>
        ConnectAsync(endpoint, TimeProvider.System, cancellationToken);

    /// <inheritdoc cref="ConnectAsync(RealtimeEndpoint, CancellationToken)"/>
    /// <param name="time">Bounds how long connecting, sending and closing may take.</param>
    public static async Task<RealtimeConnection> ConnectAsync(RealtimeEndpoint endpoint, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        using var patience = new CancellationTokenSource(ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var socket = ClientSocket.For(endpoint);
        try
        {
            await socket.ConnectAsync(endpoint.Address, either.Token);
            return new(socket, endpoint, time);
        }
        catch (Exception failure)
        {
            var (status, retryAfter) = (socket.HttpStatusCode, socket.HttpResponseHeaders?.GetValueOrDefault("Retry-After")?.FirstOrDefault());
            socket.Dispose();
            throw failure switch
            {
                _ when cancellationToken.IsCancellationRequested => new OperationCanceledException(cancellationToken),
                _ when patience.IsCancellationRequested => ConnectFailure.NoAnswer(endpoint, ConnectTimeout, failure),
                WebSocketException refused => ConnectFailure.At(endpoint, refused, status, retryAfter),
                _ => new RealtimeConnectionException($"Cannot connect to {endpoint}: {failure.Message}", failure),
            };
        }
    }

    /// <summary>Sends an event, after those that others are sending. Cancelled while it waits, it is not sent; once begun, it is sent whole.</summary>
    /// <exception cref="RealtimeConnectionException">The connection is closed or lost, or the server takes no more.</exception>
    public async ValueTask SendAsync(ClientEvent clientEvent, CancellationToken cancellationToken = default)
    {
        try
        {
            await _outgoing.SendAsync(output => _dialect.Write(clientEvent, output), cancellationToken);
        }
        catch (TimeoutException stalled)
        {
            throw Lost($"the server took no message for {SendTimeout.TotalSeconds:0} s", stalled);
        }
        catch (Exception closed) when (IsClosed(closed) && _socket.State != WebSocketState.Open)
        {
            throw Lost(Why("it is not open"), closed);
        }
    }

    /// <summary>
    /// What the server says, until it closes; then <see cref="CloseStatus"/> says why. To be called once. Cancelling it ends the connection.
    /// </summary>
    /// <exception cref="RealtimeConnectionException">The connection was lost without a close.</exception>
    public async IAsyncEnumerable<ServerEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isRead, true))
        {
            throw new InvalidOperationException("A connection is read once, by one reader.");
        }

        var incoming = new IncomingMessages(_socket);
        while (await NextAsync(incoming, cancellationToken))
        {
            if (_dialect.ReadServerEvent(incoming.Message) is { } serverEvent)
            {
                yield return serverEvent;
            }
        }

        await CloseAsync(); // confirms the server's
    }

    /// <summary>Closes cleanly, or after a short while not so cleanly.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            await CloseAsync();
            _socket.Dispose();
        }
    }

    private async ValueTask CloseAsync()
    {
        using var patience = new CancellationTokenSource(CloseTimeout, _time);
        try
        {
            await _outgoing.CloseAsync(patience.Token);
        }
        catch (Exception unclean) when (IsClosed(unclean))
        {
            _socket.Abort(); // the server is gone or does not answer: nothing is left to agree on
        }
    }

    private async ValueTask<bool> NextAsync(IncomingMessages incoming, CancellationToken cancellationToken)
    {
        try
        {
            return await incoming.NextAsync(cancellationToken);
        }
        catch (Exception ended) when (_isDisposed && IsClosed(ended))
        {
            return false; // we have closed it ourselves
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw Lost($"the server has not answered for {(_endpoint.PingInterval + _endpoint.PingTimeout).TotalSeconds:0.#} s", silent); // the framework cancels what waits
        }
        catch (Exception lost) when (lost is WebSocketException or InvalidDataException)
        {
            throw Lost(lost is InvalidDataException ? lost.Message : "the server went away without closing it", lost);
        }
    }

    // what the framework throws of a socket that was closed, aborted or disposed of, depending on the moment
    private static bool IsClosed(Exception exception) => exception is WebSocketException or InvalidOperationException or OperationCanceledException;

    private RealtimeConnectionException Lost(string why, Exception inner) => new($"The connection to {_endpoint} is lost: {why}.", inner);

    private string Why(string otherwise) =>
        CloseStatus is { } status ? $"the server closed it with {(int)status}{(CloseDescription is { Length: > 0 } reason ? $" ({reason})" : "")}" : otherwise;
}
