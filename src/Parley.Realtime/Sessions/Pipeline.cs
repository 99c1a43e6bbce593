using Microsoft.Extensions.AI;
using Parley.Listening;
using Parley.Protocol;
using Parley.Tools;

namespace Parley.Sessions;

/// <summary>A model as clients know it: a name, and the engines that listen, think and speak behind it.</summary>
/// <param name="VoiceActivity">Makes a model for one session's stream.</param>
public sealed record Pipeline(
    string Name, Func<IVoiceActivityModel> VoiceActivity, ISpeechToTextClient SpeechToText, IChatClient Chat, ITextToSpeechClient TextToSpeech)
{
    /// <summary>What takes noise out of a session's stream, where there is such a thing.</summary>
    public Func<INoiseReducer>? NoiseReducer { get; init; }

    /// <summary>The names that clients may choose a recogniser by; the first that fits is meant.</summary>
    public IReadOnlyList<TranscriptionModel> TranscriptionModels { get; init; } = TranscriptionModel.Usual;

    /// <summary>The voice of a session that names none.</summary>
    public string Voice { get; init; } = "alloy";

    /// <summary>ISO 639-1, for a client that names no language; null lets the engines decide.</summary>
    public string? Language { get; init; }

    /// <summary>What the model is told when a client gives no instructions.</summary>
    public string Instructions { get; init; } = "You are a helpful, friendly voice assistant.";

    /// <summary>Tokens that the chat model can hold, its answer included.</summary>
    public int ContextTokens { get; init; } = 32_000;

    /// <summary>Where the functions come from that the server runs.</summary>
    public IToolSource Tools { get; init; } = new NoTools();

    /// <summary>What the model can call in every session, whatever its client declares; run by the server, and seen by no client.</summary>
    public IReadOnlyList<Tool> OwnTools { get; init; } = [];

    public ToolRules ToolRules { get; init; } = new();

    /// <summary>How far an answer may run ahead of its listener.</summary>
    public TimeSpan Lead { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a transcript may take.</summary>
    public TimeSpan TranscriptionDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a session may live; null leaves it to the server's limits and the client's dialect.</summary>
    public TimeSpan? SessionLifetime { get; init; }

    /// <summary>The recogniser that a client means; its own where the client names none, or a name that nobody has given.</summary>
    internal ISpeechToTextClient Recognizer(string? model) =>
        (model is null ? null : TranscriptionModels.FirstOrDefault(each => TranscriptionModel.Means(model, each.Name))?.Recognizer) ?? SpeechToText;
}
