using Microsoft.Extensions.AI;
using Parley.Sessions;

namespace Parley.Testing;

/// <summary>A pipeline that a client directs over the wire: its model obeys, its recogniser hears "hello" or fails if it is asked to, its voice hums.</summary>
public static class ObedientPipeline
{
    /// <summary>A <c>transcription.prompt</c> of these words makes the recogniser fail.</summary>
    public const string FailToHear = "fail to hear";

    /// <summary>What it hears, whatever is said.</summary>
    public const string Heard = "hello";

    // long enough that a client can cancel before the first word
    private static readonly TimeSpan Thinking = TimeSpan.FromMilliseconds(150);

    public static Pipeline Named(string name) => new(
        name,
        () => new LoudnessVoiceActivity(),
        new FailingOnRequest(new ScriptedSpeechToText { Partials = [.. Enumerable.Repeat(Heard, 20)] }),
        new ObedientChatClient(Thinking),
        new ScriptedTextToSpeech());

    private sealed class FailingOnRequest(ISpeechToTextClient inner) : DelegatingSpeechToTextClient(inner)
    {
        public override Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
            options?.AdditionalProperties?.GetValueOrDefault("vocabulary") is IEnumerable<string> phrases && phrases.Contains(FailToHear)
                ? throw new InvalidOperationException("The recogniser failed, as it was told to.")
                : base.GetTextAsync(audioSpeechStream, options, cancellationToken);
    }
}
