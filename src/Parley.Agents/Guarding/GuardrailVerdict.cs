namespace Parley.Guarding;

/// <summary>What a guardrail says of a text.</summary>
public abstract record GuardrailVerdict
{
    private GuardrailVerdict()
    {
    }

    public static GuardrailVerdict Pass { get; } = new Passed();

    /// <summary>The answer ends here.</summary>
    public static GuardrailVerdict Stop(string reason) => new Stopped(reason);

    /// <summary>The answer ends here, and the agent says something else.</summary>
    public static GuardrailVerdict Replace(string reason, string say) => new Replaced(reason, say);

    /// <summary>The answer ends here, and another agent goes on.</summary>
    /// <param name="agent">Its name: one that the current agent can hand over to.</param>
    public static GuardrailVerdict HandOver(string reason, string agent) => new HandedOver(reason, agent);

    internal sealed record Passed : GuardrailVerdict;

    internal sealed record Stopped(string Reason) : GuardrailVerdict;

    internal sealed record Replaced(string Reason, string Say) : GuardrailVerdict;

    internal sealed record HandedOver(string Reason, string Agent) : GuardrailVerdict;

    /// <summary>Why it does not pass; null where it does.</summary>
    public string? Why => this switch
    {
        Stopped(var reason) => reason,
        Replaced(var reason, _) => reason,
        HandedOver(var reason, _) => reason,
        _ => null,
    };
}
