using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;

namespace Parley.Transport;

/// <summary>The writing side of a socket: messages in turn, each whole.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore holds nothing as long as nobody asks for its wait handle.")]
internal sealed class OutgoingMessages(WebSocket socket, TimeProvider time, TimeSpan timeout)
{
    private const int KeptBytes = 64 * 1024;

    private readonly SemaphoreSlim _turn = new(1);
    private ArrayBufferWriter<byte> _buffer = new();

    /// <exception cref="TimeoutException">The other side takes nothing; the socket is aborted.</exception>
    public async ValueTask SendAsync(Action<IBufferWriter<byte>> write, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _buffer.ResetWrittenCount();
            write(_buffer);
            await SendWholeAsync(_buffer.WrittenMemory);
        }
        finally
        {
            if (_buffer.Capacity > KeptBytes)
            {
                _buffer = new(); // one big message must not stay in memory for the rest of a call
            }

            _turn.Release();
        }
    }

    /// <summary>Closes after the message that is being sent, and waits for the other side to do likewise where it has not.</summary>
    public async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived or WebSocketState.CloseSent)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    // a caller's cancellation would cut a message in half, and so end the connection: only the timeout may
    private async ValueTask SendWholeAsync(ReadOnlyMemory<byte> message)
    {
        using var patience = new CancellationTokenSource(timeout, time);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        }
        catch (OperationCanceledException stalled) when (patience.IsCancellationRequested)
        {
            socket.Abort();
            throw new TimeoutException("The other side takes nothing.", stalled);
        }
    }
}
