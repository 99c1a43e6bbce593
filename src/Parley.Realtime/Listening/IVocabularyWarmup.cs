using Microsoft.Extensions.AI;

namespace Parley.Listening;

/// <summary>
/// What a recogniser may offer through <see cref="ISpeechToTextClient.GetService"/>: to get ready for a vocabulary before
/// its user speaks, so that the first turn waits for nothing.
/// </summary>
public interface IVocabularyWarmup
{
    /// <summary>Gets ready for calls with these options, and keeps no call of a user who speaks waiting for it.</summary>
    /// <param name="options">As they will be given to the calls.</param>
    /// <param name="cancellationToken">Cancelled when other options have taken the place of these.</param>
    Task PrepareAsync(SpeechToTextOptions? options, CancellationToken cancellationToken = default);
}
