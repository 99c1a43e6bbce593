namespace Parley.Playing;

/// <summary>Where a person's speech comes from: a device, a program, a file.</summary>
public interface IMicrophone : IAsyncDisposable
{
    /// <summary>Samples per second of what it gives.</summary>
    int SampleRate { get; }

    /// <summary>What it hears, as it hears it: PCM16, little endian, one channel, in pieces of about 20 ms. Ends where the source ends; a device that is gone comes back, or waits.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ListenAsync(CancellationToken cancellationToken = default);
}
