using System.Text.Json.Serialization;
using Parley.Listening;
using Parley.Protocol;
using Parley.Responding;
using Parley.Tools;

namespace Parley.Sessions;

/// <summary>All that ever reaches a session. The list of its inputs is the session: handled again, it says and does the same.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "input")]
[JsonDerivedType(typeof(SessionOpened), "session_opened")]
[JsonDerivedType(typeof(ClientSpoke), "client_spoke")]
[JsonDerivedType(typeof(ClientLeft), "client_left")]
[JsonDerivedType(typeof(TranscriptArrived), "transcript_arrived")]
[JsonDerivedType(typeof(ResponseStepped), "response_stepped")]
[JsonDerivedType(typeof(ToolsListed), "tools_listed")]
[JsonDerivedType(typeof(McpCallReturned), "mcp_call_returned")]
[JsonDerivedType(typeof(FunctionReturned), "function_returned")]
[JsonDerivedType(typeof(TimerElapsed), "timer_elapsed")]
[JsonDerivedType(typeof(ServerDraining), "server_draining")]
[JsonDerivedType(typeof(ServerStopping), "server_stopping")]
public abstract record SessionInput
{
    /// <summary>When it happened: the only clock a session has.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>The first input.</summary>
/// <param name="Seed">All identifiers derive from it.</param>
/// <param name="VoiceActivityModel">The model that decided turns: a replay with another would decide others, and is refused.</param>
/// <param name="Language">The pipeline's language, ISO 639-1, for a client that names none.</param>
/// <param name="Traces">The client asked for <c>parley.turn.trace</c>.</param>
public sealed record SessionOpened(
    ulong Seed, SessionConfig Config, SessionPolicy Policy, string VoiceActivityModel, string? Language = null, bool Traces = false) : SessionInput
{
    /// <summary>What takes noise out of the sound, by name and version: a replay with another would hear otherwise, and is refused. Null where there is none.</summary>
    public string? NoiseReducer { get; init; }

    /// <summary>What the client may name as <c>transcription.model</c>; null takes any name.</summary>
    public IReadOnlyList<string>? TranscriptionModels { get; init; }

    /// <summary>Tokens that the model can hold, its answer included.</summary>
    public int ContextTokens { get; init; } = int.MaxValue;

    /// <summary>What the operator has given the model to call, besides what the client declares.</summary>
    public IReadOnlyList<Tool> OwnTools { get; init; } = [];

    public ToolRules ToolRules { get; init; } = new();

    /// <summary>The client asked for <c>parley.response.sources</c>.</summary>
    public bool TellsSources { get; init; }

    /// <exception cref="ArgumentException">These are not the engines that the recording was made with.</exception>
    internal void CheckEngines(string voiceActivity, string? noiseReducer)
    {
        if (VoiceActivityModel != voiceActivity)
        {
            throw new ArgumentException($"The session was recorded with the voice activity model '{VoiceActivityModel}'; '{voiceActivity}' would find other turns.", nameof(voiceActivity));
        }

        if (NoiseReducer is { } name && name != noiseReducer)
        {
            throw new ArgumentException($"The session was recorded with the noise reducer '{name}'; '{noiseReducer}' would leave other sound.", nameof(noiseReducer));
        }
    }
}

public sealed record ClientSpoke(ClientEvent Event) : SessionInput;

public sealed record ClientLeft : SessionInput;

/// <param name="UtteranceId">A turn's is the id of its item; speech that a client added as an item has one of its own.</param>
public sealed record TranscriptArrived(string UtteranceId, Transcript Transcript) : SessionInput;

public sealed record ResponseStepped(string ResponseId, ResponseStep Step) : SessionInput;

/// <param name="Functions">Null where they cannot be had.</param>
public sealed record ToolsListed(string ListingId, IReadOnlyList<ServerFunction>? Functions) : SessionInput;

/// <summary>A call that the client sees has come to something.</summary>
public sealed record McpCallReturned(string ItemId, ToolOutcome Outcome) : SessionInput;

/// <summary>A call inside a response has come to something; the response may have been cut off meanwhile.</summary>
/// <param name="Name">As the model knows the function.</param>
/// <param name="Arguments">JSON.</param>
public sealed record FunctionReturned(string ResponseId, string Name, string Arguments, ToolOutcome Outcome) : SessionInput;

/// <param name="Armed">Which arming of the timer this is: a timer that was armed again has not elapsed.</param>
public sealed record TimerElapsed(SessionTimer Timer, int Armed) : SessionInput;

/// <summary>The server wants to stop: what runs may end, nothing new begins.</summary>
public sealed record ServerDraining : SessionInput;

/// <summary>The server stops now: what runs is told so, and nothing follows.</summary>
public sealed record ServerStopping : SessionInput;

[JsonConverter(typeof(JsonStringEnumConverter<SessionTimer>))]
public enum SessionTimer
{
    /// <summary>The session's life is over.</summary>
    Lifetime,

    /// <summary>The user has said nothing for <c>idle_timeout_ms</c> after an answer was played.</summary>
    Idle,

    /// <summary>The client has said nothing, and been answered nothing, for as long as the policy allows.</summary>
    Abandoned,

    /// <summary>Outputs of calls have been waited for long enough.</summary>
    Outputs,

    /// <summary>Lists of functions have been waited for long enough.</summary>
    Listings,

    /// <summary>A call takes so long that somebody who listens should know.</summary>
    Filler,
}
