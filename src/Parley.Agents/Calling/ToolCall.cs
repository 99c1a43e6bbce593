using Microsoft.Extensions.AI;

namespace Parley.Calling;

/// <summary>The call that a tool is running for; a function that takes <see cref="AIFunctionArguments"/> asks for it with <see cref="Of"/>.</summary>
/// <param name="CallId">The model's name for the call.</param>
/// <param name="Name">The function.</param>
/// <param name="Arguments">JSON, as the model wrote it.</param>
public sealed record ToolCall(string CallId, string Name, string Arguments)
{
    private const string Key = "parley.tool_call";

    /// <summary>The same for the same call, however often the line drops: a system that books by it books once.</summary>
    public string IdempotencyKey => $"parley-{CallId}";

    /// <summary>What the session was started with, for tools and never for the model.</summary>
    public object? Context { get; init; }

    /// <summary>The call, from the arguments of a function that runs for it.</summary>
    /// <exception cref="InvalidOperationException">Nobody of an agent has called.</exception>
    public static ToolCall Of(AIFunctionArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return arguments.Context?.TryGetValue(Key, out var call) is true ? (ToolCall)call! : throw new InvalidOperationException("This function was not called by an agent's session.");
    }

    /// <summary>The context as what it is.</summary>
    /// <exception cref="InvalidOperationException">The session was started without one, or with another type.</exception>
    public T ContextAs<T>() => Context is T context ? context : throw new InvalidOperationException($"The session's context is {Context?.GetType().Name ?? "nothing"}, not {typeof(T).Name}.");

    internal AIFunctionArguments With(IDictionary<string, object?> arguments) => new(arguments) { Context = new Dictionary<object, object?> { [Key] = this } };
}
