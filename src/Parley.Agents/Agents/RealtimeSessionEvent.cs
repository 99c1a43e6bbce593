using Parley.Calling;
using Parley.Guarding;
using Parley.Protocol;

namespace Parley.Agents;

/// <summary>What happens in a session.</summary>
public abstract record RealtimeSessionEvent
{
    /// <summary>The event's name, as the OpenAI Agents SDK has it where it has one.</summary>
    public abstract string Type { get; }
}

/// <summary>An agent begins to answer.</summary>
public sealed record RealtimeAgentStart(string Agent) : RealtimeSessionEvent
{
    public override string Type => "agent_start";
}

/// <summary>An agent has answered.</summary>
/// <param name="Status">How the response ended.</param>
public sealed record RealtimeAgentEnd(string Agent, ResponseStatus Status) : RealtimeSessionEvent
{
    /// <summary>Whether it has called functions, so that it will speak again when their results are there.</summary>
    public bool HasCalls { get; init; }

    public override string Type => "agent_end";
}

public sealed record RealtimeHandoff(string FromAgent, string ToAgent) : RealtimeSessionEvent
{
    public override string Type => "handoff";
}

public sealed record RealtimeToolStart(string Agent, ToolCall Call) : RealtimeSessionEvent
{
    public override string Type => "tool_start";
}

/// <summary>A tool has ended: with a result, or with an error that the model is told.</summary>
public sealed record RealtimeToolEnd(string Agent, ToolCall Call, ToolResult Result) : RealtimeSessionEvent
{
    public override string Type => "tool_end";
}

/// <summary>A call waits for <c>ApproveAsync</c> or <c>RejectAsync</c>.</summary>
public sealed record RealtimeToolApprovalRequired(string Agent, ToolCall Call) : RealtimeSessionEvent
{
    public override string Type => "tool_approval_required";
}

/// <summary>A piece of an answer's sound, in the session's output format.</summary>
public sealed record RealtimeAudio(string ItemId, int ContentIndex, string ResponseId, ReadOnlyMemory<byte> Audio) : RealtimeSessionEvent
{
    public override string Type => "audio";
}

/// <summary>All sound of an item has been told.</summary>
public sealed record RealtimeAudioEnd(string ItemId, int ContentIndex) : RealtimeSessionEvent
{
    public override string Type => "audio_end";
}

/// <summary>The person has broken in: stop playing.</summary>
/// <param name="Heard">How much of the item the person had heard.</param>
public sealed record RealtimeAudioInterrupted(string ItemId, int ContentIndex, TimeSpan Heard) : RealtimeSessionEvent
{
    public override string Type => "audio_interrupted";
}

/// <summary>Words of the person as they are understood, or of the agent as they may be heard: what a guardrail has not let pass is not among them.</summary>
/// <param name="Role"><see cref="Role.User"/> or <see cref="Role.Assistant"/>.</param>
/// <param name="Delta">What follows the words before it.</param>
public sealed record RealtimeTranscriptDelta(string ItemId, Role Role, string Delta) : RealtimeSessionEvent
{
    public override string Type => "transcript_delta";
}

/// <summary>Sound was held back for guardrails.</summary>
/// <param name="Held">For how long.</param>
/// <param name="IsOverBudget">Whether it was then let go, though no guardrail had said yes.</param>
public sealed record RealtimeAudioHeld(string ItemId, TimeSpan Held, bool IsOverBudget) : RealtimeSessionEvent
{
    public override string Type => "audio_held";
}

public sealed record RealtimeHistoryAdded(Item Item) : RealtimeSessionEvent
{
    public override string Type => "history_added";
}

/// <summary>An item has changed, or gone.</summary>
public sealed record RealtimeHistoryUpdated(IReadOnlyList<Item> History) : RealtimeSessionEvent
{
    public override string Type => "history_updated";
}

/// <param name="IsInput">Whether it judged the person's words, and not the agent's.</param>
public sealed record RealtimeGuardrailTripped(string Guardrail, GuardrailVerdict Verdict, string Text, bool IsInput) : RealtimeSessionEvent
{
    public override string Type => "guardrail_tripped";
}

/// <summary>The person has said nothing for as long as the turn detection allows.</summary>
public sealed record RealtimeInputAudioTimeout(string ItemId) : RealtimeSessionEvent
{
    public override string Type => "input_audio_timeout_triggered";
}

/// <summary>Something went wrong; the session goes on unless it says so.</summary>
/// <param name="Code">For programs.</param>
public sealed record RealtimeError(string Code, string Message) : RealtimeSessionEvent
{
    public override string Type => "error";
}

/// <summary>What the server said, as it came.</summary>
public sealed record RealtimeRawServerEvent(ServerEvent Event) : RealtimeSessionEvent
{
    public override string Type => "raw_server_event";
}

/// <summary>The connection is lost, and the session looks for a new one.</summary>
/// <param name="Because">In one line.</param>
public sealed record RealtimeReconnecting(string Because) : RealtimeSessionEvent
{
    public override string Type => "reconnecting";
}

/// <summary>The conversation goes on over a new connection: the old one was lost, or about to expire.</summary>
/// <param name="WasPlanned">Whether nobody can have noticed.</param>
public sealed record RealtimeReconnected(bool WasPlanned) : RealtimeSessionEvent
{
    public override string Type => "reconnected";
}

/// <summary>The reader of these events was so slow that the oldest ones are gone.</summary>
public sealed record RealtimeEventsDropped(int Count) : RealtimeSessionEvent
{
    public override string Type => "events_dropped";
}
