using System.Buffers;
using System.Threading.Channels;

namespace Parley.Connections;

/// <summary>What waits to be sent to one client. One thread adds, another takes.</summary>
/// <param name="limitBytes">More than that waiting means that the client does not keep up.</param>
internal sealed class Outbox(int limitBytes, ArrayPool<byte> pool)
{
    private readonly Channel<ArraySegment<byte>> _messages = Channel.CreateUnbounded<ArraySegment<byte>>(new() { SingleReader = true }); // the bound is in bytes, below
    private int _waiting;

    public int WaitingBytes => Volatile.Read(ref _waiting);

    /// <summary>Completes when there is something to take; false when nothing will ever be.</summary>
    public ValueTask<bool> WaitAsync() => _messages.Reader.WaitToReadAsync();

    /// <returns>False when more than the limit waited already; the message is added all the same.</returns>
    public bool Add(ReadOnlySpan<byte> message)
    {
        var kept = new ArraySegment<byte>(pool.Rent(message.Length), 0, message.Length);
        message.CopyTo(kept);
        var waited = Interlocked.Add(ref _waiting, message.Length) - message.Length;
        if (!_messages.Writer.TryWrite(kept))
        {
            Sent(kept); // nobody takes any more
        }

        return waited <= limitBytes;
    }

    /// <summary>Nothing more will be added.</summary>
    public void Complete() => _messages.Writer.TryComplete();

    /// <summary>The next message; give it back with <see cref="Sent"/>.</summary>
    public bool TryTake(out ArraySegment<byte> message) => _messages.Reader.TryRead(out message);

    public void Sent(ArraySegment<byte> message)
    {
        Interlocked.Add(ref _waiting, -message.Count);
        pool.Return(message.Array!);
    }

    /// <summary>Forgets what nobody will take.</summary>
    public void Clear()
    {
        Complete();
        while (TryTake(out var message))
        {
            Sent(message);
        }
    }
}
