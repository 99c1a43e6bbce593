using Microsoft.Extensions.Logging;
using Parley.Listening;
using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>Opens sessions. Here, and nowhere below, chance and the clock come in.</summary>
/// <param name="seed">Gives a fresh seed for each session.</param>
public sealed class SessionFactory(TimeProvider time, ILoggerFactory logs, Func<ulong> seed)
{
    static SessionFactory() => Intake.Prepare();

    /// <summary>The configuration that a session has before its client says anything.</summary>
    /// <param name="model">The name that the client asked for.</param>
    public static RealtimeSessionConfig DefaultConfig(Pipeline pipeline, string model) => new(
        model,
        Instructions: pipeline.Instructions,
        Audio: new(new(TurnDetection: new ServerVad()), new(Voice: new(pipeline.Voice))));

    /// <summary>The configuration that a transcription-only session has before its client says anything.</summary>
    public static TranscriptionSessionConfig DefaultTranscriptionConfig() => new(new TranscriptionAudio(new(TurnDetection: new TranscriptionVad())));

    public SessionLoop Open(Pipeline pipeline, SessionConfig config, SessionPolicy policy, ISessionClient client, bool traces = false)
    {
        var voiceActivity = pipeline.VoiceActivity();
        var noiseReducer = pipeline.NoiseReducer?.Invoke();
        var opened = new SessionOpened(seed(), config, policy, voiceActivity.Name, pipeline.Language, traces)
        {
            At = time.GetUtcNow(),
            NoiseReducer = noiseReducer?.Name,
            TranscriptionModels = [.. pipeline.TranscriptionModels.Select(model => model.Name).Distinct()],
            ContextTokens = pipeline.ContextTokens,
        };
        return new(opened, voiceActivity, noiseReducer, pipeline, client, time, logs.CreateLogger<SessionLoop>());
    }
}
