using System.Buffers;
using System.Net.WebSockets;

namespace Parley.Connections;

/// <summary>What came in over a socket.</summary>
internal enum Arrival
{
    Text,
    Binary,
    TooLong,
    Closed,
}

/// <summary>Reads whole messages into one pooled buffer, fragments joined.</summary>
internal sealed class MessageReader(WebSocket socket, int maxBytes) : IDisposable
{
    private const int UsualBytes = 4096;
    private const int KeptBytes = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(UsualBytes);
    private int _length;

    /// <summary>The text that came, until the next read.</summary>
    public ReadOnlySpan<byte> Message => _buffer.AsSpan(0, _length);

    /// <summary>Reads a message. After one that is too long, what is left of it can only be skipped.</summary>
    /// <exception cref="WebSocketException">The client vanished.</exception>
    public async ValueTask<Arrival> ReadAsync()
    {
        _length = 0;
        if (_buffer.Length > KeptBytes)
        {
            Resize(UsualBytes);
        }

        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(_length), CancellationToken.None); // a token would tear the connection down
            _length += part.Count;
            switch (part)
            {
                case { MessageType: WebSocketMessageType.Close }: return Arrival.Closed;
                case var _ when _length > maxBytes: return Arrival.TooLong;
                case { EndOfMessage: true, MessageType: WebSocketMessageType.Text }: return Arrival.Text;
                case { EndOfMessage: true }: return Arrival.Binary;
                case var _ when _length == _buffer.Length: Resize(_buffer.Length * 2); break;
            }
        }
    }

    /// <summary>Reads some bytes, if only the close, and forgets them.</summary>
    /// <exception cref="WebSocketException">The client vanished.</exception>
    public async ValueTask SkipAsync() => await socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Resize(int size)
    {
        var next = ArrayPool<byte>.Shared.Rent(size);
        Message.CopyTo(next);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = next;
    }
}
