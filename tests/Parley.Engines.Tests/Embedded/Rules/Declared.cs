using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

/// <summary>
/// Writes functions shortly: <c>name | description | parameter:type! what it is; …</c>. A type is string, integer, number,
/// boolean, date, time, email, list, or values joined by slashes; <c>!</c> makes it required.
/// </summary>
internal static class Declared
{
    public static IReadOnlyList<AITool> Tools(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Tool)];

    public static AITool Function(string name, string? description, string schema) =>
        AIFunctionFactory.CreateDeclaration(name, description, JsonDocument.Parse(schema).RootElement);

    private static AIFunctionDeclaration Tool(string line)
    {
        var parts = line.Split('|', StringSplitOptions.TrimEntries);
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var parameter in parts[2].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = parameter.Split(' ', 2);
            var (name, type) = (words[0].Split(':')[0], words[0].Split(':')[1].TrimEnd('!'));
            var schema = Schema(type);
            if (words.Length > 1) schema["description"] = words[1];
            properties[name] = schema;
            if (words[0].EndsWith('!')) required.Add(name);
        }
        var whole = new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required };
        return AIFunctionFactory.CreateDeclaration(parts[0], parts[1], JsonDocument.Parse(whole.ToJsonString()).RootElement);
    }

    private static JsonObject Schema(string type) => type switch
    {
        "integer" or "number" or "boolean" or "string" => new JsonObject { ["type"] = type },
        "date" or "time" or "email" => new JsonObject { ["type"] = "string", ["format"] = type },
        "list" => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
        _ => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. type.Split('/').Select(v => (JsonNode?)v)]) },
    };
}
