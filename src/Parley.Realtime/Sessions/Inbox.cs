using System.Threading.Channels;

namespace Parley.Sessions;

/// <summary>What waits to be handled. Bounded in number and in bytes: while it is full writers wait, the socket is not read, and TCP slows the client.</summary>
/// <param name="limitBytes">More than that waiting keeps the next message out; a single one may be longer.</param>
internal sealed class Inbox(int limitBytes)
{
    private const int Inputs = 256;

    private readonly Channel<(SessionInput Input, int Bytes)> _inputs = Channel.CreateBounded<(SessionInput, int)>(new BoundedChannelOptions(Inputs) { SingleReader = true });

    // tells the one writer that waits for bytes to be taken that they were; a token that nobody waited for only makes it look once more
    private readonly Channel<bool> _room = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _waiting;

    /// <summary>Of the client's, in what waits.</summary>
    public int WaitingBytes => Volatile.Read(ref _waiting);

    /// <summary>Waits while it is full.</summary>
    /// <param name="bytes">What the input holds of the client's; at most one writer gives any.</param>
    public async ValueTask WriteAsync(SessionInput input, int bytes, CancellationToken cancellation)
    {
        while (bytes > 0 && Volatile.Read(ref _waiting) > limitBytes)
        {
            await _room.Reader.ReadAsync(cancellation);
        }

        Interlocked.Add(ref _waiting, bytes);
        try
        {
            await _inputs.Writer.WriteAsync((input, bytes), cancellation);
        }
        catch
        {
            Interlocked.Add(ref _waiting, -bytes); // what never came in is taken out by nobody
            throw;
        }
    }

    /// <returns>False when it is full.</returns>
    public bool TryWrite(SessionInput input) => _inputs.Writer.TryWrite((input, 0));

    public async ValueTask<SessionInput> ReadAsync(CancellationToken cancellation)
    {
        var (input, bytes) = await _inputs.Reader.ReadAsync(cancellation);
        if (bytes > 0 && Interlocked.Add(ref _waiting, -bytes) <= limitBytes)
        {
            _room.Writer.TryWrite(true);
        }

        return input;
    }
}
