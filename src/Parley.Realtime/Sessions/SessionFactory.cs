using Microsoft.Extensions.Logging;
using Parley.Listening;
using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>Opens sessions. Here, and nowhere below, chance and the clock come in.</summary>
/// <param name="seed">Gives a fresh seed for each session.</param>
public sealed class SessionFactory(TimeProvider time, ILoggerFactory logs, Func<ulong> seed)
{
    /// <summary>The configuration that a session has before its client says anything.</summary>
    /// <param name="model">The name that the client asked for.</param>
    public static RealtimeSessionConfig DefaultConfig(Pipeline pipeline, string model) => new(
        model,
        Instructions: pipeline.Instructions,
        Audio: new(new(TurnDetection: new ServerVad()), new(Voice: new(pipeline.Voice))));

    /// <summary>The configuration that a transcription-only session has before its client says anything.</summary>
    public static TranscriptionSessionConfig DefaultTranscriptionConfig() => new(new TranscriptionAudio(new(TurnDetection: new ServerVad())));

    /// <summary>What an update would make of a configuration, with an identifier that no session has yet.</summary>
    /// <exception cref="InvalidRequestException">What a session would answer instead.</exception>
    public SessionConfig Configure(Pipeline pipeline, SessionConfig config, SessionPolicy policy, SessionPatch patch)
    {
        using var voiceActivity = pipeline.VoiceActivity();
        return SessionRehearsal.Configure(Opened(pipeline, config, policy, voiceActivity), voiceActivity, patch);
    }

    public SessionLoop Open(Pipeline pipeline, SessionConfig config, SessionPolicy policy, ISessionClient client, bool traces = false)
    {
        var voiceActivity = pipeline.VoiceActivity();
        var opened = Opened(pipeline, config, policy, voiceActivity) with { Traces = traces };
        return new(opened, voiceActivity, pipeline, client, time, logs.CreateLogger<SessionLoop>());
    }

    private SessionOpened Opened(Pipeline pipeline, SessionConfig config, SessionPolicy policy, IVoiceActivityModel voiceActivity) =>
        new(seed(), config, policy, voiceActivity.Name, pipeline.Language) { At = time.GetUtcNow() };
}
