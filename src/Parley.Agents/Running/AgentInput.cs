using Microsoft.Extensions.AI;
using Parley.Agents;
using Parley.Calling;
using Parley.Guarding;
using Parley.Protocol;
using Parley.Transport;

namespace Parley.Running;

/// <summary>What reaches a session: the one thing that changes it.</summary>
internal abstract record AgentInput;

/// <param name="Line">On which connection it was said: what an older one still says is dropped.</param>
internal sealed record ServerSaid(int Line, ServerEvent Event) : AgentInput;

internal sealed record LineOpened(int Line) : AgentInput;

/// <param name="Because">In one line.</param>
internal sealed record LineLost(int Line, string Because) : AgentInput;

/// <summary>A connection cannot be had, however often it is tried.</summary>
internal sealed record LineGone(int Line, RealtimeConnectionException Failure) : AgentInput;

internal sealed record ItemSaid(Item Item, bool Answer) : AgentInput;

internal sealed record SoundSent(ReadOnlyMemory<byte> Pcm) : AgentInput;

internal sealed record SoundCommitted(bool Answer) : AgentInput;

internal sealed record SoundCleared : AgentInput;

internal sealed record AnswerAsked(ResponseParams? How) : AgentInput;

internal sealed record Interrupted : AgentInput;

/// <summary>An agent is to take over: its instructions are made.</summary>
internal sealed record AgentReady(int Number, RealtimeAgent Agent, string Instructions, IReadOnlyList<AITool> Extra) : AgentInput;

/// <summary>Its instructions could not be made.</summary>
internal sealed record AgentFailed(int Number, RealtimeAgent Agent, Exception Failure) : AgentInput;

internal sealed record AgentAsked(RealtimeAgent Agent) : AgentInput;

internal sealed record CallEnded(string CallId, ToolResult Result) : AgentInput;

internal sealed record CallJudged(string CallId, bool IsApproved, string? Reason) : AgentInput;

/// <param name="Characters">Of the answer that were judged.</param>
internal sealed record TextJudged(string ItemId, bool IsInput, int Characters, string Guardrail, GuardrailVerdict Verdict, string Text) : AgentInput;

internal sealed record HistorySummed(IReadOnlyList<string> ItemIds, string? Summary) : AgentInput;

internal sealed record TimerElapsed(AgentTimer Timer, int Number) : AgentInput;

/// <summary>The application plays by itself, and so much of an item so far.</summary>
internal sealed record PlayedSoFar(string ItemId, TimeSpan Played) : AgentInput;

internal sealed record RawSent(ClientEvent Event) : AgentInput;

/// <summary>A function of the application failed outside of any call.</summary>
internal sealed record ApplicationFailed(string What, Exception Failure) : AgentInput;

internal enum AgentTimer
{
    /// <summary>The server's session is about to expire.</summary>
    Expiry,

    /// <summary>A tool takes its time.</summary>
    Filler,

    /// <summary>Sound has been held back for long.</summary>
    Gate,

    /// <summary>A new connection has not said a word.</summary>
    Silence,

    /// <summary>No answer has begun.</summary>
    Answer,

    /// <summary>The first connection has not confirmed the configuration.</summary>
    Start,
}
