namespace Parley.Guarding;

/// <summary>Judges what a person has said, or what an agent is about to say.</summary>
/// <param name="Name">For the event that tells of it.</param>
/// <param name="JudgeAsync">Judges a text: of a person the whole transcript, of an agent all of the answer so far. One that fails counts as a stop.</param>
public sealed record Guardrail(string Name, Func<GuardedText, CancellationToken, ValueTask<GuardrailVerdict>> JudgeAsync)
{
    /// <summary>A guardrail that needs no waiting.</summary>
    public Guardrail(string name, Func<GuardedText, GuardrailVerdict> judge)
        : this(name, (text, _) => new(judge(text)))
    {
    }
}

/// <summary>What is to be judged.</summary>
/// <param name="Agent">The agent that heard it, or says it.</param>
/// <param name="Context">What the session was started with.</param>
public sealed record GuardedText(string Text, string Agent, object? Context);

/// <summary>How an agent's sound is held back for its guardrails.</summary>
/// <param name="EachCharacters">It is judged again whenever so many characters more have come, and at its end.</param>
public sealed record GuardrailSettings(int EachCharacters = 100)
{
    /// <summary>The longest that sound is held back: a guardrail that takes longer is told of, and the sound goes on; what it says later still counts.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(1);
}
