using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Parley.Protocol;

/// <summary>Walks JSON beside the types it is meant for, and names the first thing that is wrong: the reader's own errors name no rule.</summary>
internal static class Mistake
{
    public static InvalidRequestException? Find(JsonNode? node, JsonTypeInfo type, string path)
    {
        if (node is null)
        {
            return null; // where null is allowed is for the member that holds it to say
        }

        return type.Kind switch
        {
            JsonTypeInfoKind.Object => node is JsonObject members
                ? InObject(members, type, path)
                : InvalidRequestException.WrongType(path, "an object", KindOf(node.GetValueKind())),
            JsonTypeInfoKind.Enumerable => node is JsonArray elements
                ? InArray(elements, type, path)
                : InvalidRequestException.WrongType(path, "an array", KindOf(node.GetValueKind())),
            JsonTypeInfoKind.Dictionary => node is JsonObject entries
                ? InDictionary(entries, type, path)
                : InvalidRequestException.WrongType(path, "an object", KindOf(node.GetValueKind())),
            _ => InValue(node, type, path),
        };
    }

    private static InvalidRequestException? InObject(JsonObject members, JsonTypeInfo type, string path)
    {
        if (type.PolymorphismOptions is { } family)
        {
            var discriminator = family.TypeDiscriminatorPropertyName;
            if (members[discriminator] is not JsonValue word || !word.TryGetValue<string>(out var name))
            {
                return InvalidRequestException.Missing(Join(path, discriminator));
            }

            var chosen = family.DerivedTypes.FirstOrDefault(each => name.Equals(each.TypeDiscriminator));
            return chosen.DerivedType is { } derived
                ? InMembers(members, type.Options.GetTypeInfo(derived), path, type)
                : InvalidRequestException.Unsupported(Join(path, discriminator), name, family.DerivedTypes.Select(each => $"{each.TypeDiscriminator}"));
        }

        return InMembers(members, type, path, family: null);
    }

    private static InvalidRequestException? InMembers(JsonObject members, JsonTypeInfo type, string path, JsonTypeInfo? family)
    {
        var discriminator = family?.PolymorphismOptions!.TypeDiscriminatorPropertyName;
        foreach (var (name, value) in members)
        {
            if (name == discriminator)
            {
                continue;
            }

            if (Member(type, name) is not { } property)
            {
                return InvalidRequestException.Unknown(Join(path, name), family is null ? [] : Having(name, family), discriminator is null ? null : $"{members[discriminator]}");
            }

            if (InMember(value, property, Join(path, name)) is { } found)
            {
                return found;
            }
        }

        return type.Properties.FirstOrDefault(each => each.IsRequired && !members.ContainsKey(each.Name)) is { } missing
            ? InvalidRequestException.Missing(Join(path, missing.Name))
            : null;
    }

    private static JsonPropertyInfo? Member(JsonTypeInfo type, string name) =>
        type.Properties.FirstOrDefault(each => each.Name == name && (each.Set is not null || each.AssociatedParameter is not null));

    // the others of a family that have such a member: there it would be right
    private static IEnumerable<string> Having(string name, JsonTypeInfo family) => family.PolymorphismOptions!.DerivedTypes
        .Where(each => Member(family.Options.GetTypeInfo(each.DerivedType), name) is not null)
        .Select(each => $"{each.TypeDiscriminator}");

    private static InvalidRequestException? InMember(JsonNode? value, JsonPropertyInfo property, string path)
    {
        if (value is not null)
        {
            return Find(value, property.Options.GetTypeInfo(property.PropertyType), path);
        }

        // a parameter that may be left out is nullable where the member, which then has its default, is not: the member decides
        var takesNull = property.IsGetNullable && (property.AssociatedParameter?.IsNullable ?? property.IsSetNullable);
        return takesNull && (!property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null)
            ? null
            : InvalidRequestException.WrongType(path, Expected(property.Options.GetTypeInfo(property.PropertyType)), "null");
    }

    private static InvalidRequestException? InArray(JsonArray elements, JsonTypeInfo type, string path)
    {
        var element = type.Options.GetTypeInfo(type.ElementType!);
        for (var i = 0; i < elements.Count; i++)
        {
            var found = elements[i] is { } node
                ? Find(node, element, $"{path}[{i}]")
                : InvalidRequestException.WrongType($"{path}[{i}]", Expected(element), "null");
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static InvalidRequestException? InDictionary(JsonObject entries, JsonTypeInfo type, string path)
    {
        var element = type.Options.GetTypeInfo(type.ElementType!);
        foreach (var (key, value) in entries)
        {
            var found = value is null
                ? InvalidRequestException.WrongType(Join(path, key), Expected(element), "null")
                : Find(value, element, Join(path, key));
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static InvalidRequestException? InValue(JsonNode node, JsonTypeInfo type, string path)
    {
        try
        {
            node.Deserialize(type);
            return null;
        }
        catch (MistakenValueException mistaken)
        {
            return InvalidRequestException.InvalidValue(path, mistaken.Message);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException)
        {
            return OfValue(node, type, path);
        }
    }

    private static InvalidRequestException OfValue(JsonNode node, JsonTypeInfo type, string path)
    {
        var isString = node.GetValueKind() == JsonValueKind.String;
        var plain = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        if (isString && plain.IsEnum)
        {
            return InvalidRequestException.Unsupported(path, node.GetValue<string>(), MembersOf(plain));
        }

        return isString && plain == typeof(ReadOnlyMemory<byte>)
            ? InvalidRequestException.InvalidValue(path, $"Invalid '{path}': expected standard base64 with padding.")
            : InvalidRequestException.WrongType(path, Expected(type), KindOf(node.GetValueKind()));
    }

    private static IEnumerable<string> MembersOf(Type type) => type.GetFields()
        .SelectMany(field => field.GetCustomAttributes(typeof(JsonStringEnumMemberNameAttribute), inherit: false))
        .Select(name => ((JsonStringEnumMemberNameAttribute)name).Name);

    private static string Expected(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
        JsonTypeInfoKind.Enumerable => "an array",
        _ => Expected(Nullable.GetUnderlyingType(type.Type) ?? type.Type),
    };

    private static string Expected(Type plain) => plain switch
    {
        _ when plain == typeof(string) => "a string",
        _ when plain == typeof(int) || plain == typeof(long) => "an integer",
        _ when plain == typeof(double) => "a number",
        _ when plain == typeof(bool) => "a boolean",
        _ when plain == typeof(ReadOnlyMemory<byte>) => "a base64 string",
        _ when plain == typeof(SessionPatch) => "an object",
        _ when plain == typeof(MaxTokens) => "an integer or \"inf\"",
        { IsEnum: true } => string.Join(" or ", MembersOf(plain).Select(name => $"'{name}'")),
        _ => "a string or an object", // the values that the wire writes either way
    };

    public static string KindOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "null",
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
