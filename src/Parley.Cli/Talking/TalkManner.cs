namespace Parley.Talking;

/// <summary>How a talk is held.</summary>
/// <param name="IsManual">Whether the client says when a turn is over.</param>
/// <param name="IsPushToTalk">Whether a key opens the microphone.</param>
/// <param name="Interrupts">Whether the person may break in.</param>
/// <param name="IsFile">Whether the person is a file.</param>
/// <param name="IsWritten">Whether the person only types.</param>
internal sealed record TalkManner(bool IsManual, bool IsPushToTalk, bool Interrupts, bool IsFile, bool IsWritten)
{
    private static readonly TimeSpan AfterSpeech = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BeforeAnySpeech = TimeSpan.FromSeconds(5);

    /// <summary>The longest silence that ends a turn.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>For how long nothing must happen before a talk that has come to its end is over: a detector may still be about to hear somebody.</summary>
    public TimeSpan Quiet(bool hasAnswered) => IsManual || IsWritten ? TimeSpan.Zero : Silence + (hasAnswered ? AfterSpeech : BeforeAnySpeech);
}
