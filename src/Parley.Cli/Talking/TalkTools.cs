using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Parley.Calling;

namespace Parley.Talking;

/// <summary>The functions of a talk, and how they are declared to the server.</summary>
/// <param name="Functions">What runs here.</param>
/// <param name="Declared">The protocol's <c>tools</c>; null where the functions declare themselves.</param>
internal sealed record TalkTools(IReadOnlyList<AITool> Functions, JsonArray? Declared)
{
    /// <param name="more">Functions besides those of the book, such as those of MCP servers.</param>
    /// <param name="trouble">Is told what went wrong in a function of the book.</param>
    /// <param name="timeout">For how long such a function may run.</param>
    public static TalkTools Of(ToolBook book, IReadOnlyList<AIFunction> more, Action<string> trouble, TimeSpan timeout)
    {
        var own = book.Declared.OfType<JsonObject>()
            .Where(tool => tool["type"]!.GetValue<string>() == "function")
            .Select(tool => new BookFunction(tool, book, trouble))
            .Select(function => new RealtimeTool(function) { NeedsApproval = book.Approved.Contains(function.Name), Timeout = timeout });

        // what a tools.json says is sent as it stands there, also what no function of .NET can say of itself
        return new([.. own, .. more], book.Declared.Count == 0 ? null : [.. book.Declared.Select(tool => tool?.DeepClone()), .. more.Select(Declaration)]);
    }

    /// <summary>Session settings that declare them, under those of a file.</summary>
    public JsonElement? Under(JsonElement? session)
    {
        if (Declared is null)
        {
            return session;
        }

        var members = new JsonObject { ["tools"] = Declared.DeepClone() };
        if (session is { } over)
        {
            foreach (var member in over.EnumerateObject())
            {
                members[member.Name] = JsonNode.Parse(member.Value.GetRawText());
            }
        }

        return JsonElement.Parse(members.ToJsonString());
    }

    private static JsonObject Declaration(AIFunction function) => new()
    {
        ["type"] = "function",
        ["name"] = function.Name,
        ["description"] = function.Description,
        ["parameters"] = JsonNode.Parse(function.JsonSchema.GetRawText()),
    };
}
