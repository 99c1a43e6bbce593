using System.Text.Json;
using Microsoft.Extensions.AI;
using Parley.Protocol;

namespace Parley.Tools;

/// <summary>The searches that clients leave to the server: what a model knows of them, and what it learns where there is none.</summary>
public static class SearchTools
{
    public const string Web = "web_search";
    public const string File = "file_search";

    /// <summary>The names that clients reserve for them.</summary>
    public static readonly IReadOnlyList<string> Names = [Web, File];

    private static readonly JsonElement Schema = JsonElement.Parse(
        """{"type":"object","properties":{"query":{"type":"string","description":"What to search for"}},"required":["query"]}""");

    /// <param name="search">Looks for the query that the model gives.</param>
    public static ServedFunction WebSearch(Func<string, CancellationToken, ValueTask<CitedText>> search) =>
        new(new Search(Web, "Searches the web, for news and whatever else is not known. Поиск в интернете.", search)) { Effect = FunctionEffect.Reads };

    /// <inheritdoc cref="WebSearch"/>
    public static ServedFunction FileSearch(Func<string, CancellationToken, ValueTask<CitedText>> search) =>
        new(new Search(File, "Searches the user's files and documents. Поиск по документам.", search)) { Effect = FunctionEffect.Reads }; // the description that a client gives is a store's id

    /// <summary>Says in the query's language that there is no such search here.</summary>
    public static ToolFailedException NotSetUp(string query) => new(Russian.Is(query) ? "поиск здесь не настроен" : "search is not set up here");

    private sealed class Search(string name, string description, Func<string, CancellationToken, ValueTask<CitedText>> search) : AIFunction
    {
        public override string Name => name;

        public override string Description => description;

        public override JsonElement JsonSchema => Schema;

        protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
        {
            var query = arguments.TryGetValue("query", out var given) ? $"{given}".Trim() : "";
            return query.Length == 0
                ? throw new ToolFailedException("The argument 'query' is missing: say what to search for.")
                : await search(query, cancellationToken);
        }
    }
}

/// <summary>A server without any: searches are accepted and say so, everything else cannot be had.</summary>
internal sealed class NoTools : IToolSource
{
    public ValueTask<ToolSet> OpenAsync(Tool declared, ToolOwner? owner, CancellationToken cancellation) => declared switch
    {
        FileSearchTool or FunctionTool { Name: SearchTools.File } => new(new ToolSet([SearchTools.FileSearch(NotSetUp)])),
        WebSearchTool or FunctionTool { Name: SearchTools.Web } => new(new ToolSet([SearchTools.WebSearch(NotSetUp)])),
        _ => throw new ToolFailedException("This server runs no such functions."),
    };

    private static ValueTask<CitedText> NotSetUp(string query, CancellationToken cancellation) => throw SearchTools.NotSetUp(query);
}
