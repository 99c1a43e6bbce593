using System.Text.Json;
using Microsoft.Extensions.AI;
using Parley.Protocol;

namespace Parley.Tools;

/// <summary>The searches that clients leave to the server, on a server that has none: the model learns that, and says so.</summary>
public static class SearchTools
{
    /// <summary>The names that clients reserve for them.</summary>
    public static readonly IReadOnlyList<string> Names = ["web_search", "file_search"];

    /// <inheritdoc cref="ServerTool"/>
    public static AIFunction? NotSetUp(FunctionTool declared) => declared.Name switch
    {
        "web_search" => new Missing(declared.Name, "Searches the web, for news and whatever else is not known. Поиск в интернете."),
        "file_search" => new Missing(declared.Name, "Searches the user's files and documents. Поиск по документам."), // the description that a client gives is a store's id
        _ => null,
    };

    private sealed class Missing(string name, string description) : AIFunction
    {
        private static readonly JsonElement Schema = JsonElement.Parse(
            """{"type":"object","properties":{"query":{"type":"string","description":"What to search for"}},"required":["query"]}""");

        public override string Name => name;

        public override string Description => description;

        public override JsonElement JsonSchema => Schema;

        protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
        {
            var isRussian = arguments.TryGetValue("query", out var query) && $"{query}".Any(each => each is >= 'А' and <= 'я');
            return new(isRussian ? """{"error":"поиск здесь не настроен"}""" : """{"error":"search is not set up here"}""");
        }
    }
}
