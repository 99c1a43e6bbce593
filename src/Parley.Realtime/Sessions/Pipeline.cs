using Microsoft.Extensions.AI;
using Parley.Listening;

namespace Parley.Sessions;

/// <summary>A model as clients know it: a name, and the engines that listen, think and speak behind it.</summary>
/// <param name="VoiceActivity">Makes a model for one session's stream.</param>
public sealed record Pipeline(
    string Name, Func<IVoiceActivityModel> VoiceActivity, ISpeechToTextClient SpeechToText, IChatClient Chat, ITextToSpeechClient TextToSpeech)
{
    /// <summary>The voice of a session that names none.</summary>
    public string Voice { get; init; } = "alloy";

    /// <summary>ISO 639-1, for a client that names no language; null lets the engines decide.</summary>
    public string? Language { get; init; }

    /// <summary>What the model is told when a client gives no instructions.</summary>
    public string Instructions { get; init; } = "You are a helpful, friendly voice assistant.";

    /// <summary>How far an answer may run ahead of its listener.</summary>
    public TimeSpan Lead { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a transcript may take.</summary>
    public TimeSpan TranscriptionDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a session may live; null leaves it to the server's limits and the client's dialect.</summary>
    public TimeSpan? SessionLifetime { get; init; }
}
