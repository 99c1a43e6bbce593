namespace Parley.Load;

/// <summary>A connection as bytes: one reads, one at a time writes, and writing never waits.</summary>
internal interface IWire : IDisposable
{
    /// <summary>What has come, or nothing when the other side has ended it.</summary>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation);

    /// <summary>Takes as many of the bytes as can go out now.</summary>
    /// <returns>How many; fewer than there are when the other side does not keep up.</returns>
    /// <exception cref="IOException">The connection is lost.</exception>
    int Send(ReadOnlySpan<byte> bytes);
}
