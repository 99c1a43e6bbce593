using System.Text.Json;
using Parley.Conversations;
using Parley.Protocol;
using Parley.Responding;

namespace Parley.Sessions;

/// <summary>What the client has asked of its session: the configuration that holds, and what may not be asked of it.</summary>
internal sealed class Settings(SessionOpened opened, Conversation conversation, Ids ids)
{
    private readonly SessionPolicy _policy = opened.Policy;

    /// <summary>What holds now.</summary>
    public SessionConfig Current { get; private set; } = opened.Config with
    {
        Object = opened.Config is RealtimeSessionConfig ? "realtime.session" : "realtime.transcription_session",
        Id = ids.Session(),
        ExpiresAt = (opened.At + (opened.Policy.Lifetime ?? TimeSpan.FromDays(365))).ToUnixTimeSeconds(),
    };

    /// <summary>What the client is told of it; what is only for reasoning models is taken, and not shown.</summary>
    public SessionConfig Shown => Current is RealtimeSessionConfig session ? session with { ParallelToolCalls = null, Reasoning = null } : Current;

    public IReadOnlyList<Tool> Tools => Current is RealtimeSessionConfig session ? session.Tools : [];

    public TurnDetection? TurnDetection => Current.Input.TurnDetection;

    public AudioFormat InputFormat => Current.Input.Format;

    /// <summary>How long the user may say nothing, or null for as long as they like.</summary>
    public TimeSpan? IdleTimeout => TurnDetection is ServerVad { IdleTimeoutMs: { } idle } ? TimeSpan.FromMilliseconds(idle) : null;

    /// <summary>What would hold after an update; nothing has changed yet.</summary>
    /// <param name="isSpeaking">A response is in progress.</param>
    /// <exception cref="InvalidRequestException">The update asks for what cannot be, and none of it may hold.</exception>
    public SessionConfig After(SessionPatch patch, bool isSpeaking)
    {
        var next = patch.ApplyTo(Current) with { Object = Current.Object, Id = Current.Id, ExpiresAt = Current.ExpiresAt };
        Check(next);
        if (next is not RealtimeSessionConfig realtime || Current is not RealtimeSessionConfig current)
        {
            return next;
        }

        if (isSpeaking && realtime.Audio.Output.Speed != current.Audio.Output.Speed)
        {
            throw InvalidRequestException.InvalidValue("session.audio.output.speed", "The speed cannot change while a response is in progress. Wait for response.done.");
        }

        CheckTracing(current.Tracing, realtime.Tracing);
        CheckVoice(realtime.Audio.Output.Voice);
        return realtime with { Model = current.Model }; // clients send the name of their default model; this session's cannot change
    }

    /// <summary>Refuses a configuration that no session of this model can have, whatever has been said in it.</summary>
    /// <exception cref="InvalidRequestException">It asks for what there is not.</exception>
    public void Check(SessionConfig config)
    {
        if (config.Input.NoiseReduction is not null && opened.NoiseReducer is null)
        {
            const string At = "session.audio.input.noise_reduction";
            throw InvalidRequestException.InvalidValue(At, $"Invalid '{At}': noise reduction needs WebRTC's audio processing library or another noise reducer, and this server has none. Expected null.");
        }

        if (config.Input.Transcription?.Model is { } model && !_policy.TakesAnyTranscriptionModel
            && opened.TranscriptionModels is { } known && !known.Any(name => TranscriptionModel.Means(model, name)))
        {
            throw InvalidRequestException.Unsupported("session.audio.input.transcription.model", model, TranscriptionModel.Listed(known));
        }

        if (config is RealtimeSessionConfig session)
        {
            CheckModalities(session.OutputModalities, "session.output_modalities");
        }
    }

    public void Take(SessionConfig next) => Current = next;

    /// <summary>The response that a client asks for.</summary>
    /// <exception cref="InvalidRequestException">It asks for what cannot be.</exception>
    public ResponsePlan Plan(ResponseParams? asked)
    {
        var session = Current as RealtimeSessionConfig
            ?? throw new InvalidRequestException("invalid_value", "A transcription session has no responses.", "type");
        asked = asked is null ? null : SessionLimits.Checked(asked);
        CheckVoice(asked?.Audio?.Output?.Voice);
        CheckModalities(asked?.OutputModalities, "response.output_modalities");
        var plan = PlanFor(session, asked);
        if (asked is { ToolChoice: not null } or { Tools: not null })
        {
            SessionLimits.CheckToolChoice(plan.ToolChoice, plan.Tools, "response.tool_choice");
        }

        return plan;
    }

    /// <summary>The response to a turn of the user, where turns are answered unasked.</summary>
    public ResponsePlan? AutomaticPlan() =>
        Current is RealtimeSessionConfig { Input.TurnDetection.CreateResponse: true } session ? PlanFor(session, null) : null;

    private ResponsePlan PlanFor(RealtimeSessionConfig session, ResponseParams? asked)
    {
        var plan = ResponsePlan.For(session, asked, opened.Language);
        return plan with { Temperature = plan.Temperature ?? _policy.Temperature };
    }

    private static void CheckTracing(JsonElement? current, JsonElement? next)
    {
        if (current is { } enabled && !(next is { } same && JsonElement.DeepEquals(enabled, same)))
        {
            throw InvalidRequestException.InvalidValue("session.tracing", "Tracing cannot be changed once it is enabled.");
        }
    }

    private void CheckVoice(Voice? voice)
    {
        var isHeard = conversation.Entries.Any(entry => entry.Heard is { DurationMs: > 0 });
        if (_policy.LocksVoice && isHeard && voice is not null && Current is RealtimeSessionConfig session && voice != session.Audio.Output.Voice)
        {
            throw new InvalidRequestException("cannot_update_voice", "Cannot update a conversation's voice if assistant audio is present.");
        }
    }

    private void CheckModalities(IReadOnlyList<Modality>? modalities, string param)
    {
        if (modalities is { Count: > 1 } && !_policy.SpeaksAndWrites)
        {
            throw InvalidRequestException.InvalidValue(param, "Invalid modalities: ['text', 'audio']. Supported combinations are: ['text'] and ['audio'].");
        }
    }
}
