using System.Buffers;
using System.Threading.Channels;

namespace Parley.Connections;

/// <summary>What waits to be sent to one client. One thread adds, another takes; nobody is woken: what is added to an empty outbox is taken on the adder's stack.</summary>
/// <param name="limitBytes">More than that waiting means that the client does not keep up.</param>
/// <param name="pool">Where the bytes of messages come from.</param>
internal sealed class Outbox(int limitBytes, ArrayPool<byte> pool)
{
    private readonly Channel<ArraySegment<byte>> _messages = Channel.CreateUnbounded<ArraySegment<byte>>(new() { SingleReader = true, AllowSynchronousContinuations = true }); // the bound is in bytes, below
    private int _waiting;

    public int WaitingBytes => Volatile.Read(ref _waiting);

    /// <summary>Completes when there is something to take; false when nothing will ever be.</summary>
    public ValueTask<bool> WaitAsync() => _messages.Reader.WaitToReadAsync();

    /// <summary>Takes a message over.</summary>
    /// <returns>False when more than the limit waited already; the message is added all the same.</returns>
    public bool Add(ArraySegment<byte> message)
    {
        var waited = Interlocked.Add(ref _waiting, message.Count) - message.Count;
        if (!_messages.Writer.TryWrite(message))
        {
            Sent(message); // nobody takes any more
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
