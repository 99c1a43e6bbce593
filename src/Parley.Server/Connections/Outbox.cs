using System.Buffers;
using System.Threading.Channels;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Connections;

/// <summary>What waits to be sent to one client, in its dialect's bytes. One thread adds, another takes.</summary>
/// <param name="limitBytes">Full means that the client cannot keep up; a message always fits an empty outbox.</param>
internal sealed class Outbox(IDialect dialect, int limitBytes)
{
    private const int LargeMessage = 64 * 1024;

    private readonly Channel<ArraySegment<byte>> _messages = Channel.CreateUnbounded<ArraySegment<byte>>(new() { SingleReader = true }); // the bound is in bytes, below
    private ArrayBufferWriter<byte> _draft = new();
    private int _waiting;

    /// <summary>Completes when there is something to take; false when nothing will ever be.</summary>
    public ValueTask<bool> WaitAsync() => _messages.Reader.WaitToReadAsync();

    /// <returns>False, having added nothing, when the outbox is full.</returns>
    public bool TryAdd(ServerEvent serverEvent)
    {
        _draft.ResetWrittenCount();
        if (!dialect.Write(serverEvent, _draft))
        {
            return true; // the dialect has no such event
        }

        var length = _draft.WrittenCount;
        var waiting = Volatile.Read(ref _waiting);
        if (waiting > 0 && waiting + length > limitBytes)
        {
            return false;
        }

        var message = new ArraySegment<byte>(ArrayPool<byte>.Shared.Rent(length), 0, length);
        _draft.WrittenSpan.CopyTo(message);
        if (length > LargeMessage)
        {
            _draft = new(); // one long item must not cost its bytes for the rest of the session
        }

        Interlocked.Add(ref _waiting, length);
        _messages.Writer.TryWrite(message);
        return true;
    }

    /// <summary>Nothing more will be added.</summary>
    public void Complete() => _messages.Writer.TryComplete();

    /// <summary>The next message; give it back with <see cref="Sent"/>.</summary>
    public bool TryTake(out ArraySegment<byte> message) => _messages.Reader.TryRead(out message);

    public void Sent(ArraySegment<byte> message)
    {
        Interlocked.Add(ref _waiting, -message.Count);
        ArrayPool<byte>.Shared.Return(message.Array!);
    }
}
