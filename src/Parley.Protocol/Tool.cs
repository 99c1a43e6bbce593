using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Protocol;

/// <summary>Something the model may call.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FunctionTool), "function")]
[JsonDerivedType(typeof(McpTool), "mcp")]
[JsonDerivedType(typeof(FileSearchTool), "file_search")]
[JsonDerivedType(typeof(WebSearchTool), "web_search")]
public abstract record Tool;

/// <summary>A function that the client runs.</summary>
/// <param name="Parameters">JSON Schema as an object, or as a string that holds one (Yandex); echoed as it came.</param>
public sealed record FunctionTool(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Parameters = null) : Tool
{
    /// <summary>Accepted from clients that carry it over from other APIs; echoed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Strict { get; init; }
}

/// <summary>Tools of an MCP server, which the server runs. With neither URL nor connector, the label is that of a server that the operator has set up.</summary>
public sealed record McpTool(string ServerLabel) : Tool
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServerUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ConnectorId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TunnelId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Authorization { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServerDescription { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? AllowedTools { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? RequireApproval { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? AllowedCallers { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? DeferLoading { get; init; }
}

/// <summary>A search of the caller's documents, which the server runs. An extension of Parley's: OpenAI has it in its Responses API only.</summary>
public sealed record FileSearchTool(IReadOnlyList<string> VectorStoreIds) : Tool
{
    /// <summary>Passages of a search, 1 to 50.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MaxNumResults { get; init; }

    /// <summary>Which files count, by their attributes; as in a search of a vector store.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Filters { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? RankingOptions { get; init; }
}

/// <summary>A search of the web, which the server runs. An extension of Parley's: OpenAI has it in its Responses API only.</summary>
public sealed record WebSearchTool : Tool
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WebSearchFilters? Filters { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UserLocation? UserLocation { get; init; }

    /// <summary><c>low</c>, <c>medium</c> or <c>high</c>: how much of what is found the model reads.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SearchContextSize { get; init; }
}

/// <param name="AllowedDomains">With their subdomains; null for all.</param>
public sealed record WebSearchFilters([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? AllowedDomains = null);

/// <summary>Where the user is, roughly.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Region">A name, or a number of Yandex' regions.</param>
public sealed record UserLocation(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Country = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Region = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? City = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Timezone = null);
