using Microsoft.Extensions.Logging;
using Parley.Conversations;
using Parley.Listening;
using Parley.Protocol;
using Parley.Tools;

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

    /// <summary>What an update would make of a configuration, with an identifier that no session has yet.</summary>
    /// <exception cref="InvalidRequestException">What a session would answer instead.</exception>
    public SessionConfig Configure(Pipeline pipeline, SessionConfig config, SessionPolicy policy, SessionPatch patch)
    {
        const string Any = "any"; // it matters whether there are engines, not which
        var opened = Opened(pipeline, config, policy, voiceActivity: Any, noiseReducer: pipeline.NoiseReducer is null ? null : Any);
        var ids = new Ids(opened.Seed);
        return new Settings(opened, new(ids.Conversation(), policy.ItemAudioBytes, policy.ConversationCharacters), ids).After(patch, isSpeaking: false);
    }

    /// <exception cref="InvalidRequestException">The configuration asks for what the pipeline has not.</exception>
    public SessionLoop Open(Pipeline pipeline, SessionConfig config, SessionPolicy policy, ISessionClient client, SessionWishes? wishes = null)
    {
        IVoiceActivityModel? voiceActivity = null;
        INoiseReducer? noiseReducer = null;
        try
        {
            voiceActivity = pipeline.VoiceActivity();
            noiseReducer = pipeline.NoiseReducer?.Invoke();
            var opened = Opened(pipeline, config, policy, voiceActivity.Name, noiseReducer?.Name) with { Traces = wishes?.Traces ?? false, TellsSources = wishes?.Sources ?? false };
            return new(opened, voiceActivity, noiseReducer, pipeline, wishes?.Owner, client, time, logs.CreateLogger<SessionLoop>());
        }
        catch
        {
            voiceActivity?.Dispose();
            noiseReducer?.Dispose();
            throw;
        }
    }

    private SessionOpened Opened(Pipeline pipeline, SessionConfig config, SessionPolicy policy, string voiceActivity, string? noiseReducer) =>
        new(seed(), config, policy, voiceActivity, pipeline.Language)
        {
            At = time.GetUtcNow(),
            NoiseReducer = noiseReducer,
            TranscriptionModels = [.. pipeline.TranscriptionModels.Select(model => model.Name).Distinct()],
            ContextTokens = pipeline.ContextTokens,
            OwnTools = pipeline.OwnTools,
            ToolRules = pipeline.ToolRules,
        };
}

/// <summary>What a connection brings along besides its configuration.</summary>
/// <param name="Owner">On whose behalf functions run; null is nobody in particular.</param>
/// <param name="Traces">The client takes <c>parley.turn.trace</c>.</param>
/// <param name="Sources">The client takes <c>parley.response.sources</c>.</param>
public sealed record SessionWishes(ToolOwner? Owner = null, bool Traces = false, bool Sources = false);
