using System.Text.Json.Serialization;
using Parley.Protocol;

namespace Parley.Listening;

/// <summary>What a transcriber reports about an utterance.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(PartialTranscript), "partial")]
[JsonDerivedType(typeof(GuessedTranscript), "guessed")]
[JsonDerivedType(typeof(FinalTranscript), "final")]
[JsonDerivedType(typeof(FailedTranscript), "failed")]
public abstract record Transcript;

/// <param name="Text">The whole utterance as it is heard so far.</param>
/// <param name="PositionMs">How much of it has been heard.</param>
public sealed record PartialTranscript(string Text, int PositionMs) : Transcript;

/// <summary>What the final will be if the silence that began ends the turn: better words than a partial's, and engines without partials have it too.</summary>
public sealed record GuessedTranscript(string Text) : Transcript;

public sealed record FinalTranscript(string Text) : Transcript
{
    /// <summary>How sure the engine is, token by token, where it was asked and says so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TokenLogprob>? Logprobs { get; init; }
}

public sealed record FailedTranscript(TranscriptionError Error) : Transcript;

/// <summary>How an utterance shall be transcribed.</summary>
/// <param name="Language">ISO 639-1, or null to let the engine decide.</param>
/// <param name="Model">The client's name for the recogniser, or null for the model's own.</param>
/// <param name="Vocabulary">Phrases that the user is likely to say words of.</param>
/// <param name="Partials">Whether anybody wants to hear of the utterance while it goes on.</param>
/// <param name="Guesses">Whether its words decide when it is over, so that guesses are told as well.</param>
/// <param name="Logprobs">Whether somebody wants to know how sure the engine is.</param>
public sealed record TranscriptionRequest(
    string? Language, string? Model, IReadOnlyList<string> Vocabulary, bool Partials, bool Guesses = false, bool Logprobs = false)
{
    /// <summary>Requests for the same are equal, phrase by phrase.</summary>
    public bool Equals(TranscriptionRequest? other) => other is not null
        && (Language, Model, Partials, Guesses, Logprobs) == (other.Language, other.Model, other.Partials, other.Guesses, other.Logprobs)
        && Vocabulary.SequenceEqual(other.Vocabulary);

    public override int GetHashCode() => HashCode.Combine(Language, Model, Vocabulary.Count, Partials, Guesses, Logprobs);
}
