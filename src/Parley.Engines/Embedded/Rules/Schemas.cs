using System.Text.Json;

namespace Parley.Embedded.Rules;

/// <summary>Reads parameters from JSON Schema: types, enums, formats, nested objects and lists.</summary>
internal static class Schemas
{
    /// <summary>The parameters of a function's schema, required ones first.</summary>
    public static IReadOnlyList<Parameter> Parameters(JsonElement schema)
    {
        schema = Parsed(schema);
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object) return [];
        var required = schema.TryGetProperty("required", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(r => r.ToString()).ToHashSet(StringComparer.Ordinal) : [];
        return [.. properties.EnumerateObject().Select(p => Read(p.Name, p.Value, required.Contains(p.Name))).OrderByDescending(p => p.Required)];
    }

    /// <summary>Does the schema say what arguments there are? <c>{}</c> does not.</summary>
    public static bool IsOpen(JsonElement schema)
    {
        schema = Parsed(schema);
        return schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out _);
    }

    public static bool ForbidsMore(JsonElement schema) =>
        Parsed(schema) is { ValueKind: JsonValueKind.Object } s && s.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False;

    // some clients send the schema as a string
    private static JsonElement Parsed(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.String) return schema;
        try
        {
            using var document = JsonDocument.Parse(schema.GetString()!);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default; // a schema that is no JSON declares no arguments
        }
    }

    private static Parameter Read(string name, JsonElement schema, bool required)
    {
        schema = Alternative(schema);
        var words = Stems.NameWords(name);
        var description = Text(schema, "description");
        var choices = Choices(schema);
        var kind = choices.Count > 0 ? ParameterKind.Choice : KindOf(schema);
        var items = kind == ParameterKind.List ? Read(name, schema.TryGetProperty("items", out var i) ? i : default, required: false) : null;
        return new Parameter(name, words, description, kind, Roles.Of(words, description, Text(schema, "format")), required, choices, items,
            kind == ParameterKind.Object ? Parameters(schema) : []);
    }

    private static JsonElement Alternative(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return schema;
        foreach (var key in (string[])["anyOf", "oneOf"])
            if (schema.TryGetProperty(key, out var options) && options.ValueKind == JsonValueKind.Array)
                return options.EnumerateArray().FirstOrDefault(o => Text(o, "type") != "null", schema);
        return schema;
    }

    private static List<string> Choices(JsonElement schema) =>
        schema.ValueKind != JsonValueKind.Object ? []
        : schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array
            ? [.. values.EnumerateArray().Where(v => v.ValueKind != JsonValueKind.Null).Select(v => v.ToString())]
        : schema.TryGetProperty("const", out var single) ? [single.ToString()] : [];

    private static ParameterKind KindOf(JsonElement schema) => TypeOf(schema) switch
    {
        "number" => ParameterKind.Number,
        "integer" => ParameterKind.Integer,
        "boolean" => ParameterKind.Boolean,
        "array" => ParameterKind.List,
        "object" => ParameterKind.Object,
        _ => ParameterKind.Text,
    };

    private static string TypeOf(JsonElement schema) =>
        schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type) ? ""
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.ToString()).FirstOrDefault(t => t != "null", "")
        : type.ToString();

    private static string Text(JsonElement schema, string key) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
