using System.Threading.Channels;
using Parley.Protocol;
using Parley.Sessions;

namespace Parley.Testing;

/// <summary>A session's client that keeps all it is sent, and can be waited on.</summary>
public sealed class ScriptedClient : ISessionClient
{
    private readonly Channel<ServerEvent> _events = Channel.CreateUnbounded<ServerEvent>();
    private readonly TaskCompletionSource<(int CloseCode, string Reason)> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Says no where the client would not keep up.</summary>
    public Func<ServerEvent, bool> Accepts { get; init; } = _ => true;

    /// <summary>How the session ended.</summary>
    public Task<(int CloseCode, string Reason)> Closed => _closed.Task;

    public bool Send(ServerEvent serverEvent) => Accepts(serverEvent) && _events.Writer.TryWrite(SessionRecording.Kept(serverEvent));

    public void Close(EndSession end)
    {
        _events.Writer.TryComplete();
        _closed.TrySetResult((end.CloseCode, end.Reason));
    }

    /// <summary>All events up to the first of a kind, that one included.</summary>
    /// <exception cref="ChannelClosedException">The session ended without one.</exception>
    public async Task<IReadOnlyList<ServerEvent>> UntilAsync<T>(CancellationToken cancellation = default)
        where T : ServerEvent
    {
        var events = new List<ServerEvent>();
        do
        {
            events.Add(await _events.Reader.ReadAsync(cancellation));
        }
        while (events[^1] is not T);
        return events;
    }

    /// <summary>All events that are still to come; ends with the session.</summary>
    public async Task<IReadOnlyList<ServerEvent>> RestAsync(CancellationToken cancellation = default) =>
        await _events.Reader.ReadAllAsync(cancellation).ToListAsync(cancellation);
}
