using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Tools;

/// <summary>A function that the server runs, as a session and its model know it.</summary>
/// <param name="Name">What the model calls; no other function of the response is called so.</param>
/// <param name="ServerLabel">Of the MCP server, or of the kind of search, as items show it.</param>
/// <param name="ToolName">What its source calls it.</param>
/// <param name="InputSchema">JSON Schema, an object.</param>
public sealed record ServerFunction(string Name, string ServerLabel, string ToolName, string? Description, JsonElement InputSchema)
{
    /// <summary>The listing that it came with.</summary>
    public string ListingId { get; init; } = "";

    /// <summary>What its MCP server says of its behaviour.</summary>
    public JsonElement? Annotations { get; init; }

    public FunctionEffect Effect { get; init; }

    /// <summary>Clients see its calls, as items, and the answer to its result is a response of its own; else it runs inside the response, and no client sees it.</summary>
    public bool IsShown { get; init; }

    /// <summary>It runs only when the client has said yes.</summary>
    public bool NeedsApproval { get; init; }
}

/// <summary>What a function does to the world, and so what becomes of it when the user breaks in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FunctionEffect>))]
public enum FunctionEffect
{
    /// <summary>It may have changed something, and so is let finish.</summary>
    Changes,

    /// <summary>It only looks: nobody misses a result that nobody waits for.</summary>
    Reads,
}
