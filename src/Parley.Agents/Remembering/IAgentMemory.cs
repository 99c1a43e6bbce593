namespace Parley.Remembering;

/// <summary>What an agent remembers of a person from one session to the next.</summary>
public interface IAgentMemory
{
    /// <summary>What is remembered, oldest first.</summary>
    /// <param name="person">Whom it is about.</param>
    ValueTask<IReadOnlyList<string>> RecallAsync(string person, CancellationToken cancellationToken = default);

    /// <summary>Adds a fact; one that is known already is not added again.</summary>
    ValueTask RememberAsync(string person, string fact, CancellationToken cancellationToken = default);

    /// <summary>Forgets everything about a person.</summary>
    ValueTask ForgetAsync(string person, CancellationToken cancellationToken = default);
}
