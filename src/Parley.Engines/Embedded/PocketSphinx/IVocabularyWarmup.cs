using Microsoft.Extensions.AI;

namespace Parley.Embedded.PocketSphinx;

/// <summary>
/// What a recogniser offers through <see cref="ISpeechToTextClient.GetService"/> to those who know an agent's vocabulary
/// before its user speaks.
/// </summary>
public interface IVocabularyWarmup
{
    /// <summary>Builds the model of the options' vocabulary and loads it where idle decoders allow.</summary>
    Task PrepareAsync(SpeechToTextOptions? options, CancellationToken cancellationToken = default);
}
