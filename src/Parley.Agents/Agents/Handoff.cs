using Parley.Protocol;

namespace Parley.Agents;

/// <summary>That an agent can hand the conversation over to another: the model sees it as a function.</summary>
/// <param name="Agent">Who takes over.</param>
public sealed record Handoff(RealtimeAgent Agent)
{
    /// <summary>The function's name.</summary>
    public string ToolName { get; init; } = $"transfer_to_{string.Concat(Agent.Name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'))}";

    public string Description { get; init; } = $"Hands the conversation over to {Agent.Name}. {Agent.HandoffDescription}".TrimEnd();

    /// <summary>What the next agent sees of the history; null for all of it. An item that it leaves out is deleted from the conversation.</summary>
    public Func<IReadOnlyList<Item>, IEnumerable<Item>>? InputFilter { get; init; }

    /// <summary>Told when it happens, before the next agent speaks.</summary>
    public Action<RunContext>? OnHandoff { get; init; }

    public static implicit operator Handoff(RealtimeAgent agent) => Of(agent);

    public static Handoff Of(RealtimeAgent agent) => new(agent);
}
