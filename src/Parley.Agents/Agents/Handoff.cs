using Parley.Protocol;

namespace Parley.Agents;

/// <summary>That an agent can hand the conversation over to another: the model sees it as a function.</summary>
/// <param name="Agent">Who takes over.</param>
public sealed record Handoff(RealtimeAgent Agent)
{
    /// <summary>The function's name.</summary>
    public string ToolName { get; init; } = $"transfer_to_{Word(Agent.Name)}";

    public string Description { get; init; } = $"Hands the conversation over to {Agent.Name}. {Agent.HandoffDescription}".TrimEnd();

    /// <summary>What the next agent sees of the history; null for all of it. An item that it leaves out is deleted from the conversation.</summary>
    public Func<IReadOnlyList<Item>, IEnumerable<Item>>? InputFilter { get; init; }

    /// <summary>Told when it happens, before the next agent speaks.</summary>
    public Action<RunContext>? OnHandoff { get; init; }

    // a function's name is ASCII; names in other letters must not become the same
    private static string Word(string name)
    {
        var word = string.Concat(name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        return name.All(char.IsAscii) ? word : $"{word.Trim('_')}{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))[..8]}";
    }

    public static implicit operator Handoff(RealtimeAgent agent) => Of(agent);

    public static Handoff Of(RealtimeAgent agent) => new(agent);
}
