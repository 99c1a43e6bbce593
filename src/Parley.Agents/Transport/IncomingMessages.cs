using System.Buffers;
using System.Net.WebSockets;

namespace Parley.Transport;

/// <summary>The reading side of a socket: whole text messages, however many frames they came in.</summary>
internal sealed class IncomingMessages(WebSocket socket)
{
    private const int LeastRead = 16 * 1024;
    private const int LargestMessage = 64 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(LeastRead);

    /// <summary>The message last received, until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Message => _buffer.WrittenSpan;

    /// <summary>Receives the next message; false once the other side has closed.</summary>
    /// <exception cref="InvalidDataException">The message is larger than any server has reason to send.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _buffer.ResetWrittenCount();
            ValueWebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(_buffer.GetMemory(LeastRead), cancellationToken);
                _buffer.Advance(received.Count);
                if (_buffer.WrittenCount > LargestMessage)
                {
                    socket.Abort();
                    throw new InvalidDataException($"the server sent a message of more than {LargestMessage} bytes");
                }
            }
            while (!received.EndOfMessage);

            switch (received.MessageType)
            {
                case WebSocketMessageType.Text:
                    return true;
                case WebSocketMessageType.Close:
                    return false;
                default:
                    break; // no server event is binary
            }
        }
    }
}
