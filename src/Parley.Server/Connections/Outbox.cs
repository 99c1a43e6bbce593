using System.Buffers;
using System.Threading.Channels;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Connections;

/// <summary>What waits to be sent to one client, in its dialect's bytes. One thread adds, another takes.</summary>
/// <param name="limitBytes">More than that waiting means that the client does not keep up.</param>
internal sealed class Outbox(IDialect dialect, int limitBytes)
{
    private const int LargeMessage = 64 * 1024;

    private readonly Channel<ArraySegment<byte>> _messages = Channel.CreateUnbounded<ArraySegment<byte>>(new() { SingleReader = true }); // the bound is in bytes, below
    private ArrayBufferWriter<byte> _draft = new();
    private int _waiting;

    /// <summary>Completes when there is something to take; false when nothing will ever be.</summary>
    public ValueTask<bool> WaitAsync() => _messages.Reader.WaitToReadAsync();

    /// <returns>False when more than the limit waited already; the event is added all the same.</returns>
    public bool Add(ServerEvent serverEvent)
    {
        _draft.ResetWrittenCount();
        if (!dialect.Write(serverEvent, _draft))
        {
            return true; // the dialect has no such event
        }

        var length = _draft.WrittenCount;
        var message = new ArraySegment<byte>(ArrayPool<byte>.Shared.Rent(length), 0, length);
        _draft.WrittenSpan.CopyTo(message);
        if (length > LargeMessage)
        {
            _draft = new(); // one long item must not cost its bytes for the rest of the session
        }

        var waited = Interlocked.Add(ref _waiting, length) - length;
        _messages.Writer.TryWrite(message);
        return waited <= limitBytes;
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
