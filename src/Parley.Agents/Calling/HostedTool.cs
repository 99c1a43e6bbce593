using System.Text.Json;
using Microsoft.Extensions.AI;
using Parley.Protocol;

namespace Parley.Calling;

/// <summary>A tool that the server runs by itself: it is declared by name, and no call of it reaches the client.</summary>
public sealed class HostedTool : AITool
{
    private readonly string _name;
    private readonly string _description;

    private HostedTool(string name, string description) => (_name, _description) = (name, description);

    public override string Name => _name;

    public override string Description => _description;

    /// <summary>Searches the web (Yandex, Parley).</summary>
    public static HostedTool WebSearch(string description = "Searches the web.") => new("web_search", description);

    /// <summary>Searches documents (Yandex, Parley).</summary>
    /// <param name="indexId">The search index or vector store.</param>
    public static HostedTool FileSearch(string indexId) => new("file_search", indexId);

    // such tools are functions whose name the server knows; their parameters are the server's own, and the documented form is a string
    internal FunctionTool Declaration() => new(_name, _description, JsonSerializer.SerializeToElement("{}", ProtocolJson.Strict.TypeInfo<string>()));
}
