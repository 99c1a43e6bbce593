using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Parley.Sessions;

/// <summary>A voice that answers cancellation with an error of its own, as sockets do.</summary>
internal sealed class SulkingVoice : ITextToSpeechClient
{
    public Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("It only streams.");

    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The connection was closed.");
        }

        yield break;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // nothing is held
    }
}
