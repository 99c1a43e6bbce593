using System.Runtime.CompilerServices;
using Parley.Playing;

namespace Parley.Devices;

/// <summary>A microphone whose sound goes into a recording too.</summary>
internal sealed class RecordedMicrophone(IMicrophone microphone, Action<ReadOnlyMemory<byte>> heard) : IMicrophone
{
    public int SampleRate => microphone.SampleRate;

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var piece in microphone.ListenAsync(cancellationToken))
        {
            heard(piece);
            yield return piece;
        }
    }

    public ValueTask DisposeAsync() => microphone.DisposeAsync();
}
