using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Parley.Hosting;
using Parley.Realtime;

namespace Parley.Connections;

/// <summary>What came in over a socket.</summary>
internal enum Arrival
{
    Text,
    Binary,
    TooLong,
    TooManyParts,
    NoText,
    Closed,
}

/// <summary>Reads whole messages, fragments joined, each into bytes of a pool: the next goes where this one was, unless somebody took it.</summary>
internal sealed class MessageReader(WebSocket socket, LimitOptions limits, ArrayPool<byte> pool) : IDisposable
{
    private const int UsualBytes = 4096;
    private const int KeptBytes = 64 * 1024;

    private byte[]? _buffer;
    private int _length;

    /// <summary>For the message that comes.</summary>
    public int HeldBytes => _buffer?.Length ?? 0;

    /// <summary>The message that came, until the next read.</summary>
    public Memory<byte> Message => _buffer.AsMemory(0, _length);

    /// <summary>Hands over what the message stands in: it is whole until the loan is returned.</summary>
    public Loan Take()
    {
        var loan = _buffer is null ? default : new Loan(pool, _buffer);
        (_buffer, _length) = (null, 0);
        return loan;
    }

    /// <summary>Reads a message. After one that is too long, what is left of it can only be skipped.</summary>
    /// <exception cref="WebSocketException">The client vanished, or broke the rules of WebSockets.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Arrival> ReadAsync()
    {
        _length = 0;
        if (_buffer is not { Length: <= KeptBytes })
        {
            Resize(UsualBytes);
        }

        for (var parts = 1; ; parts++)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(_length), CancellationToken.None); // a token would tear the connection down
            _length += part.Count;
            switch (part)
            {
                case { MessageType: WebSocketMessageType.Close }: return Arrival.Closed;
                case var _ when _length > limits.MaxMessageBytes: return Arrival.TooLong;
                case { EndOfMessage: true, MessageType: WebSocketMessageType.Text }: return Utf8.IsValid(Message.Span) ? Arrival.Text : Arrival.NoText; // .NET lets pass a character that an empty last fragment cuts off
                case { EndOfMessage: true }: return Arrival.Binary;
                case var _ when parts >= limits.MaxFragments: return Arrival.TooManyParts; // empty ones have no length that would bound them
                case var _ when _length == _buffer!.Length: Resize(_buffer.Length * 2); break;
            }
        }
    }

    /// <summary>Reads some bytes, if only the close, and forgets them.</summary>
    /// <exception cref="WebSocketException">The client vanished.</exception>
    public async ValueTask SkipAsync()
    {
        if (_buffer is null)
        {
            Resize(UsualBytes);
        }

        await socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);
    }

    public void Dispose() => Take().Return();

    private void Resize(int size)
    {
        var next = pool.Rent(size);
        Message.CopyTo(next);
        var kept = _length;
        Take().Return();
        (_buffer, _length) = (next, kept);
    }
}
