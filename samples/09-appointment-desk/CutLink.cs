using System.Net.WebSockets;
using Parley.Protocol;
using Parley.Transport;

namespace AppointmentDesk;

/// <summary>A line that is cut instead of sending an event.</summary>
internal sealed class CutLink(IRealtimeLink inner, Func<ClientEvent, bool> cuts) : IRealtimeLink
{
    public WebSocketCloseStatus? CloseStatus => inner.CloseStatus;

    public string? CloseDescription => inner.CloseDescription;

    public async ValueTask SendAsync(ClientEvent clientEvent, CancellationToken cancellationToken = default)
    {
        if (cuts(clientEvent))
        {
            await inner.DisposeAsync();
            throw new RealtimeConnectionException("The line is cut.");
        }

        await inner.SendAsync(clientEvent, cancellationToken);
    }

    public IAsyncEnumerable<ServerEvent> ReadAllAsync(CancellationToken cancellationToken = default) => inner.ReadAllAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

/// <summary>Says yes the first time.</summary>
internal sealed class Once
{
    private bool _isDone;

    public bool Now() => !Interlocked.Exchange(ref _isDone, true);
}
