using System.Text.Json;

namespace Parley.Protocol;

/// <summary>What every engine asks of the tools that it is given.</summary>
internal static class ToolLimits
{
    private const int LongestName = 64;
    private const int MostServed = 16; // each may be a connection that the server holds

    private static readonly string[] ContextSizes = ["low", "medium", "high"];

    /// <exception cref="InvalidRequestException">A name or a schema that engines refuse, or a name that stands for two functions.</exception>
    public static void Check(IReadOnlyList<Tool> tools, string param)
    {
        if (tools.Count(tool => tool is not FunctionTool) > MostServed)
        {
            throw InvalidRequestException.InvalidValue(param, $"Invalid '{param}': at most {MostServed} tools that the server runs can be declared at a time.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tools.Count; i++)
        {
            switch (tools[i])
            {
                case FunctionTool function:
                    CheckName(function.Name, names, $"{param}[{i}].name");
                    CheckParameters(function.Parameters, $"{param}[{i}].parameters");
                    break;
                case McpTool { ServerLabel: "" }: throw InvalidRequestException.Missing($"{param}[{i}].server_label");
                case McpTool { ConnectorId: not null } or McpTool { TunnelId: not null }:
                    throw InvalidRequestException.InvalidValue($"{param}[{i}]", $"Invalid '{param}[{i}]': this server has no connectors and no tunnels. Expected 'server_url', or the label of a server that the operator has set up.");
                case McpTool { ServerUrl: { } url } when !IsHttp(url):
                    throw InvalidRequestException.InvalidValue($"{param}[{i}].server_url", $"Invalid '{param}[{i}].server_url': expected an http:// or https:// URL.");
                case FileSearchTool search: Check(search, $"{param}[{i}]"); break;
                case WebSearchTool { SearchContextSize: { } size } when !ContextSizes.Contains(size):
                    throw InvalidRequestException.Unsupported($"{param}[{i}].search_context_size", size, ContextSizes);
            }
        }
    }

    /// <exception cref="InvalidRequestException">The choice names a function or an MCP server that is not declared.</exception>
    public static void Check(ToolChoice choice, IReadOnlyList<Tool> tools, string param)
    {
        if (choice.ServerLabel is { } label && !tools.OfType<McpTool>().Any(tool => tool.ServerLabel == label))
        {
            throw InvalidRequestException.InvalidValue(param, $"Invalid '{param}': there is no MCP server '{label}' among the tools.");
        }

        var declared = tools.OfType<FunctionTool>().Select(tool => tool.Name).ToList();
        if (choice.Mode == "function" && !declared.Contains(choice.Name!))
        {
            var list = declared.Count > 0 ? $"Declared are: {string.Join(", ", declared.Select(name => $"'{name}'"))}." : "None is declared.";
            throw InvalidRequestException.InvalidValue(param, $"Invalid '{param}': there is no function '{choice.Name}'. {list}");
        }
    }

    private static void Check(FileSearchTool search, string param)
    {
        if (search.VectorStoreIds.Count == 0)
        {
            throw InvalidRequestException.InvalidValue($"{param}.vector_store_ids", $"Invalid '{param}.vector_store_ids': expected the id of at least one vector store.");
        }

        if (search.MaxNumResults is { } most)
        {
            SessionLimits.Range(most, 1, 50, $"{param}.max_num_results");
        }
    }

    private static bool IsHttp(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    private static void CheckName(string name, HashSet<string> names, string param)
    {
        if (name.Length is 0 or > LongestName || !name.All(each => char.IsAsciiLetterOrDigit(each) || each is '_' or '-'))
        {
            throw InvalidRequestException.InvalidValue(
                param, $"Invalid '{param}': '{name}'. Expected 1 to {LongestName} letters (a-z, A-Z), digits, underscores and hyphens.");
        }

        if (!names.Add(name))
        {
            throw InvalidRequestException.InvalidValue(param, $"Invalid '{param}': '{name}' is declared twice. Expected a name of its own for each function.");
        }
    }

    private static void CheckParameters(JsonElement? parameters, string param)
    {
        if (parameters is { } given && !IsSchema(given))
        {
            var got = given.ValueKind == JsonValueKind.String ? "another string" : Mistake.KindOf(given.ValueKind);
            throw InvalidRequestException.WrongType(param, "an object, or a string that holds a JSON object", got);
        }
    }

    private static bool IsSchema(JsonElement given)
    {
        try
        {
            return given.ValueKind == JsonValueKind.Object
                || given.ValueKind == JsonValueKind.String && JsonElement.Parse(given.GetString()!).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false; // a string that is no JSON
        }
    }
}
