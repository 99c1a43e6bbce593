using System.Text.Json;

namespace Parley.Calling;

/// <summary>Whether arguments have what a function's schema demands at its top: an object, its required members, and each of its type.</summary>
/// <remarks>What is deeper is the function's own to refuse; this tells the model what to mend before anything runs.</remarks>
internal static class ArgumentCheck
{
    /// <returns>The arguments, or why they are none.</returns>
    public static (Dictionary<string, object?>? Arguments, string? Mistake) Read(string json, JsonElement schema)
    {
        JsonElement given;
        try
        {
            given = JsonElement.Parse(string.IsNullOrWhiteSpace(json) ? "{}" : json);
        }
        catch (JsonException broken)
        {
            return (null, $"The arguments are no JSON: {broken.Message}");
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            return (null, $"The arguments are no JSON object but {Word(given.ValueKind)}.");
        }

        if (Mistake(given, schema) is { } mistake)
        {
            return (null, mistake);
        }

        Dictionary<string, object?> arguments = [];
        foreach (var member in given.EnumerateObject())
        {
            arguments[member.Name] = member.Value; // of two with one name the last counts, as everywhere in JSON
        }

        return (arguments, null);
    }

    private static string? Mistake(JsonElement given, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array
            && required.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).FirstOrDefault(name => !given.TryGetProperty(name.GetString()!, out _)) is { ValueKind: JsonValueKind.String } missing)
        {
            return $"The argument '{missing.GetString()}' is missing.";
        }

        return schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? given.EnumerateObject().Select(member => properties.TryGetProperty(member.Name, out var wanted) ? Mistake(member, wanted) : null).FirstOrDefault(mistake => mistake is not null)
            : null;
    }

    private static string? Mistake(JsonProperty given, JsonElement wanted)
    {
        if (wanted.ValueKind != JsonValueKind.Object || !wanted.TryGetProperty("type", out var type))
        {
            return null;
        }

        string[] types = [.. (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().ToArray() : [type]).Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!)];
        return types.Length == 0 || Array.Exists(types, each => Is(given.Value, each)) ? null : $"The argument '{given.Name}' must be {string.Join(" or ", types)}, not {Word(given.Value.ValueKind)}.";
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static string Word(JsonValueKind kind) => kind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var other => other.ToString().ToLowerInvariant(),
    };
}
