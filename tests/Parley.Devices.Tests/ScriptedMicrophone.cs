using System.Runtime.CompilerServices;
using Parley.Playing;

namespace Parley.Devices;

/// <summary>A microphone that hears what the test says, before each of which the test may do something.</summary>
internal sealed class ScriptedMicrophone(IEnumerable<byte[]> pieces) : IMicrophone
{
    public int SampleRate => 24000;

    public bool IsDisposed { get; private set; }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var piece in pieces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return piece;
        }
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
