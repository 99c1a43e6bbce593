using System.Runtime.CompilerServices;
using Parley.Playing;

namespace Parley.Sounds;

/// <summary>Nobody speaks: for talks in writing.</summary>
internal sealed class NoMicrophone(int sampleRate) : IMicrophone
{
    public int SampleRate => sampleRate;

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        yield break;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
