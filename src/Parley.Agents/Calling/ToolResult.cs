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
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static ToolResult Failed(string error) => new(new JsonObject { ["error"] = error }.ToJsonString(Plain), error);

    internal static ToolResult Unknown(string name) => Failed($"Unknown function: {name}");

    internal static ToolResult Rejected(string? reason) => Failed(reason ?? "The person did not approve of this call.");

    internal static ToolResult Of(object? result)
    {
        try
        {
            return new(result switch
            {
                string text => text,
                JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
                TextContent text => text.Text, // of an MCP server
                IReadOnlyList<AIContent> texts when texts.All(text => text is TextContent) => string.Join('\n', texts),
                _ => JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions),
            });
        }
        catch (Exception unwritable) when (unwritable is NotSupportedException or JsonException or InvalidOperationException)
        {
            return Failed($"The result could not be written as JSON: {unwritable.Message}");
        }
    }
}
