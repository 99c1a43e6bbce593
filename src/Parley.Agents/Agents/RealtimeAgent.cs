using Microsoft.Extensions.AI;
using Parley.Guarding;

namespace Parley.Agents;

/// <summary>Who talks: a name, what it is told to do, what it can do, and to whom it can hand over.</summary>
/// <param name="name">As other agents and the application's events call it.</param>
public sealed class RealtimeAgent(string name)
{
    public string Name { get; } = string.IsNullOrWhiteSpace(name) ? throw new ArgumentException("An agent has a name.", nameof(name)) : name;

    public Instructions Instructions { get; init; } = "";

    /// <summary>When other agents should hand over to this one.</summary>
    public string? HandoffDescription { get; init; }

    /// <summary>Functions that run here (<see cref="AIFunction"/>, those of MCP servers too), and <see cref="Calling.HostedTool"/>s that the server runs.</summary>
    public IReadOnlyList<AITool> Tools { get; init; } = [];

    /// <summary>Agents to hand over to. Two agents that know each other get theirs after both are made.</summary>
    public IList<Handoff> Handoffs { get; init; } = [];

    /// <summary>Judge what the person has said, as its transcript comes.</summary>
    public IReadOnlyList<Guardrail> InputGuardrails { get; init; } = [];

    /// <summary>Judge what the agent is about to say: its sound is held back until its text has passed.</summary>
    public IReadOnlyList<Guardrail> OutputGuardrails { get; init; } = [];

    /// <summary>Its voice; null for that of the model settings.</summary>
    public string? Voice { get; init; }

    /// <exception cref="InvalidOperationException">The model could not tell two of its functions from each other.</exception>
    internal void Check(IEnumerable<AITool> extra)
    {
        var twice = Tools.Concat(extra).Select(tool => tool.Name).Concat(Handoffs.Select(handoff => handoff.ToolName)).GroupBy(each => each).FirstOrDefault(each => each.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidOperationException($"{Name} has two functions named '{twice.Key}': tools and handoffs of an agent need names of their own.");
        }
    }
}
