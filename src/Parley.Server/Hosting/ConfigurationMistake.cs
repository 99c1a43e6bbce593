using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Parley.Hosting;

/// <summary>Finds the first thing that is wrong in a configuration: where, and what would be right. Shows no values, for some are secrets.</summary>
internal static class ConfigurationMistake
{
    public static string? Find(JsonElement value, JsonTypeInfo type, string path) => type.Kind switch
    {
        JsonTypeInfoKind.Object when value.ValueKind == JsonValueKind.Object => InObject(value, type, path),
        JsonTypeInfoKind.Dictionary when value.ValueKind == JsonValueKind.Object => value.EnumerateObject()
            .Select(entry => Find(entry.Value, Element(type), Join(path, entry.Name))).FirstOrDefault(found => found is not null),
        JsonTypeInfoKind.Enumerable when value.ValueKind == JsonValueKind.Array => value.EnumerateArray()
            .Select((each, i) => Find(each, Element(type), $"{path}[{i}]")).FirstOrDefault(found => found is not null),
        JsonTypeInfoKind.None when Fits(value, type) => null,
        _ => $"'{(path.Length == 0 ? "the file" : path)}' is {Got(value, type)}; expected {Expected(type)}.",
    };

    private static string? InObject(JsonElement value, JsonTypeInfo type, string path)
    {
        foreach (var member in value.EnumerateObject())
        {
            var at = Join(path, member.Name);
            if (type.Properties.FirstOrDefault(each => each.Name == member.Name) is not { } property)
            {
                return $"'{at}' is unknown; expected {Names(type)}.";
            }

            if (Find(member.Value, type.Options.GetTypeInfo(property.PropertyType), at) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool Fits(JsonElement value, JsonTypeInfo type)
    {
        try
        {
            return value.ValueKind != JsonValueKind.Null && value.Deserialize(type) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonTypeInfo Element(JsonTypeInfo type) => type.Options.GetTypeInfo(type.ElementType!);

    private static string Names(JsonTypeInfo type) => string.Join(", ", type.Properties.Select(each => $"'{each.Name}'"));

    private static string Expected(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object => type.Type == typeof(KeyOptions) ? $"a string, or an object with {Names(type)}" : $"an object with {Names(type)}",
        JsonTypeInfoKind.Dictionary => "an object",
        JsonTypeInfoKind.Enumerable => "a list",
        _ when type.Type == typeof(string) => "a string",
        _ when type.Type == typeof(KeyRight) => "'realtime' or 'admin'",
        _ => "a whole number",
    };

    private static string Got(JsonElement value, JsonTypeInfo type) => value.ValueKind switch
    {
        JsonValueKind.String when type.Type == typeof(KeyRight) => "another string",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => type.Type == typeof(int) || type.Type == typeof(long) ? "another number" : "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "null",
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
