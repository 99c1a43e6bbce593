using Microsoft.Extensions.AI;

namespace Parley.Listening;

/// <summary>
/// What a recogniser may offer through <see cref="ISpeechToTextClient.GetService"/>: to get ready for a vocabulary before
/// its user speaks, so that the first turn waits for nothing.
/// </summary>
public interface IVocabularyWarmup
{
    /// <summary>Gets ready for calls with these options.</summary>
    Task PrepareAsync(SpeechToTextOptions? options, CancellationToken cancellationToken = default);
}
