using Microsoft.Extensions.AI;

namespace Parley.Null;

/// <summary>A recogniser that does not listen, and says so at once.</summary>
internal sealed class NullSpeechToText : ISpeechToTextClient
{
    public const string Transcript = "(not listened to)";

    public Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new SpeechToTextResponse(Transcript));

    public IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
        AsyncEnumerable.Empty<SpeechToTextResponseUpdate>();

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // nothing is held
    }
}
