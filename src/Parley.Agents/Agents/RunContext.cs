using Parley.Protocol;

namespace Parley.Agents;

/// <summary>What a session was started with, and how far it is. It survives reconnects, and never reaches the model.</summary>
/// <param name="Value">The application's own object.</param>
/// <param name="Agent">The name of the agent that speaks.</param>
/// <param name="History">What was said until now.</param>
public sealed record RunContext(object? Value, string Agent, IReadOnlyList<Item> History)
{
    /// <summary>The application's object as what it is.</summary>
    /// <exception cref="InvalidOperationException">The session was started without one, or with another type.</exception>
    public T As<T>() => Value is T value ? value : throw new InvalidOperationException($"The session's context is {Value?.GetType().Name ?? "nothing"}, not {typeof(T).Name}.");
}
