using System.Text.Json;
using Microsoft.Extensions.AI;
using Parley.Protocol;

namespace Parley.Tools;

/// <summary>Where the functions come from that the server runs.</summary>
public interface IToolSource
{
    /// <summary>The functions that a declaration stands for; may have to connect for it.</summary>
    /// <param name="declared">As the client declared it, or the operator.</param>
    /// <param name="owner">Whose documents may be searched; null is the operator, whose all are.</param>
    /// <exception cref="ToolFailedException">There is nothing behind the declaration, or it cannot be reached.</exception>
    ValueTask<ToolSet> OpenAsync(Tool declared, ToolOwner? owner, CancellationToken cancellation);
}

/// <summary>On whose behalf a session runs functions.</summary>
/// <param name="Id">Owns files and vector stores: the folder of the API key, or else the key.</param>
public sealed record ToolOwner(string Id);

/// <summary>The functions of one declaration, and what they need while they can be called.</summary>
public sealed class ToolSet(IReadOnlyList<ServedFunction> functions, IAsyncDisposable? connection = null) : IAsyncDisposable
{
    public IReadOnlyList<ServedFunction> Functions => functions;

    public ValueTask DisposeAsync() => connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>A function as its source gives it. What it returns is a text, a <see cref="CitedText"/>, or anything that JSON can say.</summary>
public sealed record ServedFunction(AIFunction Function)
{
    /// <summary>What an MCP server says of its behaviour.</summary>
    public JsonElement? Annotations { get; init; }

    public FunctionEffect Effect { get; init; }

    public bool NeedsApproval { get; init; }
}

/// <summary>What a search has found: a text for the model, and where it is from.</summary>
/// <param name="Sources">Best first.</param>
public sealed record CitedText(string Text, IReadOnlyList<Annotation> Sources);

/// <summary>A function or its source cannot do what is asked; the message is for the model, and for clients.</summary>
/// <param name="type">One of <see cref="McpError"/>'s.</param>
/// <param name="code">Of JSON-RPC or of HTTP.</param>
public sealed class ToolFailedException(string message, string type = McpError.Execution, int? code = null, Exception? cause = null) : Exception(message, cause)
{
    public McpError Error => new(type, Message, code);
}
