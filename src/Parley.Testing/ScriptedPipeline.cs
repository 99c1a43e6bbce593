using Parley.Sessions;

namespace Parley.Testing;

/// <summary>A pipeline whose engines do as they are told.</summary>
public sealed record ScriptedPipeline
{
    public ScriptedSpeechToText SpeechToText { get; init; } = new();

    public ScriptedChatClient Chat { get; init; } = new();

    public ScriptedTextToSpeech TextToSpeech { get; init; } = new();

    public Pipeline Named(string name) => new(name, () => new LoudnessVoiceActivity(), SpeechToText, Chat, TextToSpeech);
}
