using Parley.Agents;
using Parley.Calling;
using Parley.Guarding;
using Parley.Protocol;

namespace Parley.Running;

/// <summary>What a session wants done around it.</summary>
internal abstract record AgentCommand;

/// <param name="Line">To which connection; where it is not open any more, nothing is sent.</param>
internal sealed record Say(int Line, ClientEvent Event) : AgentCommand;

/// <summary>Opens a connection, beside the one there is if there is one.</summary>
internal sealed record OpenLine(int Line) : AgentCommand;

internal sealed record CloseLine(int Line) : AgentCommand;

internal sealed record RunTool(RealtimeTool Tool, ToolCall Call) : AgentCommand;

internal sealed record JudgeText(IReadOnlyList<Guardrail> Guardrails, string ItemId, bool IsInput, string Text, string Agent) : AgentCommand;

/// <param name="Number">What comes of it says it again: a later preparation makes an earlier one void.</param>
internal sealed record PrepareAgent(RealtimeAgent Agent, int Number) : AgentCommand;

internal sealed record Summarize(IReadOnlyList<Item> Items) : AgentCommand;

internal sealed record ArmTimer(AgentTimer Timer, int Number, TimeSpan After) : AgentCommand;

/// <summary>Nothing is left to do.</summary>
internal sealed record EndRun(Exception? Because) : AgentCommand;

/// <summary>The server has taken the configuration: the session can be used.</summary>
internal sealed record Begun : AgentCommand;
