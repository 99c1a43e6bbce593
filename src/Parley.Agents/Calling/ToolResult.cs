using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Parley.Calling;

/// <summary>What came of a call.</summary>
/// <param name="Output">What the model reads.</param>
/// <param name="Error">Why there is no result, for the application; null where there is one.</param>
public sealed record ToolResult(string Output, string? Error = null)
{
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false }; // the model pays for each space
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="told">What the model is told; the person may hear it.</param>
    /// <param name="error">What the application is told.</param>
    internal static ToolResult Failed(string told, string error) => Failed(told) with { Error = error };

    internal static ToolResult Failed(string error) => new(new JsonObject { ["error"] = error }.ToJsonString(Plain), error);

    internal static ToolResult Unknown(string name) => Failed($"Unknown function: {name}");

    internal static ToolResult Rejected(string? reason) => Failed(reason ?? "The person did not approve of this call.");

    internal static ToolResult Of(object? result)
    {
        if (result is ToolResult whole)
        {
            return whole; // a function that knows both
        }

        try
        {
            return new(result switch
            {
                string text => text,
                TextContent { Text: var text } => text, // functions of MCP servers give contents
                IEnumerable<AIContent> contents when contents.All(content => content is TextContent) => string.Join('\n', contents),
                JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
                _ => JsonSerializer.Serialize(result, Compact),
            });
        }
        catch (Exception unwritable) when (unwritable is NotSupportedException or JsonException or InvalidOperationException)
        {
            return Failed($"The result could not be written as JSON: {unwritable.Message}");
        }
    }
}
