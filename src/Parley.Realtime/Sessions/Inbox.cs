using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Parley.Realtime;

namespace Parley.Sessions;

/// <summary>What waits to be handled. Bounded in number and in bytes: while it is full writers wait, the socket is not read, and TCP slows the client.</summary>
/// <remarks>
/// Whoever writes to an empty inbox runs the loop that reads it, on its own stack: the thread that has the client's bytes in its cache handles
/// them, and nobody is woken. A writer that had to wait for room goes on elsewhere, for it may be an engine that blocks.
/// </remarks>
/// <param name="limitBytes">More than that waiting keeps the next message out; a single one may be longer.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
internal sealed class Inbox(int limitBytes)
{
    private const int Inputs = 256;

    private readonly Channel<Inbound> _inputs = Channel.CreateUnbounded<Inbound>(new() { SingleReader = true, AllowSynchronousContinuations = true }); // the bounds are below
    private readonly SemaphoreSlim _places = new(Inputs);

    // tells the one writer that waits for bytes to be taken that they were; a token that nobody waited for only makes it look once more
    private readonly Channel<bool> _room = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _waiting;

    /// <summary>Bytes of the client's messages that wait.</summary>
    public int WaitingBytes => Volatile.Read(ref _waiting);

    /// <summary>Waits while it is full. What never comes in is let go of.</summary>
    /// <exception cref="OperationCanceledException">It was called off, or nothing is taken in any more.</exception>
    public ValueTask WriteAsync(Inbound inbound, CancellationToken cancellation) =>
        HasBytesFor(inbound) && !cancellation.IsCancellationRequested && _places.Wait(0, CancellationToken.None)
            ? Put(inbound) ? default : ValueTask.FromException(Closed(cancellation))
            : WaitAndWriteAsync(inbound, cancellation);

    /// <returns>False when it is full or closed.</returns>
    public bool TryWrite(SessionInput input) => _places.Wait(0) && Put(new(input));

    /// <summary>Completes when there is something to read; false when nothing will ever be.</summary>
    public ValueTask<bool> WaitAsync() => _inputs.Reader.WaitToReadAsync();

    /// <summary>The next input; its loan is the reader's now.</summary>
    public bool TryRead(out Inbound inbound)
    {
        if (!_inputs.Reader.TryRead(out inbound))
        {
            return false;
        }

        _places.Release();
        if (inbound.Bytes > 0 && Interlocked.Add(ref _waiting, -inbound.Bytes) <= limitBytes)
        {
            _room.Writer.TryWrite(true);
        }

        return true;
    }

    /// <summary>Takes nothing more in; what waits can still be read.</summary>
    public void Close() => _inputs.Writer.TryComplete();

    /// <summary>Lets go of what nobody will read.</summary>
    public void Clear()
    {
        Close();
        while (TryRead(out var inbound))
        {
            inbound.Loan.Return();
        }
    }

    private bool HasBytesFor(Inbound inbound) => inbound.Bytes == 0 || WaitingBytes <= limitBytes;

    private async ValueTask WaitAndWriteAsync(Inbound inbound, CancellationToken cancellation)
    {
        try
        {
            while (!HasBytesFor(inbound))
            {
                await _room.Reader.ReadAsync(cancellation);
            }

            await _places.WaitAsync(cancellation);
        }
        catch
        {
            inbound.Loan.Return();
            throw;
        }

        if (!Put(inbound))
        {
            throw Closed(cancellation);
        }
    }

    private bool Put(Inbound inbound)
    {
        Interlocked.Add(ref _waiting, inbound.Bytes);
        if (_inputs.Writer.TryWrite(inbound))
        {
            return true;
        }

        Interlocked.Add(ref _waiting, -inbound.Bytes);
        inbound.Loan.Return();
        return false;
    }

    private static OperationCanceledException Closed(CancellationToken cancellation) => new("The inbox is closed.", cancellation);
}

/// <summary>An input on its way to the session.</summary>
/// <param name="Bytes">What it holds of the client's; at most one writer gives any.</param>
/// <param name="Loan">What its sound stands in, to be given back when it has been handled.</param>
internal readonly record struct Inbound(SessionInput Input, int Bytes = 0, Loan Loan = default);
