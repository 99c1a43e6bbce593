using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parley.Schemas;

/// <summary>Called with what is wrong: where, what would be right, what stood there.</summary>
internal delegate void Complain(string path, string expected, string got);

/// <summary>What a value must look like.</summary>
internal abstract class Shape
{
    /// <summary>In words, for "expected …".</summary>
    public abstract string Expected { get; }

    public Shape OrNull => new OrElse(Shapes.Null, this);

    public abstract void Check(JsonNode? value, string path, Complain complain);

    public Shape Or(Shape other) => new OrElse(this, other);

    public bool Fits(JsonNode? value)
    {
        var fits = true;
        Check(value, "", (_, _, _) => fits = false);
        return fits;
    }

    /// <summary>A value in a message: short, and without the sound.</summary>
    protected static string Show(JsonNode? value)
    {
        var json = value?.ToJsonString() ?? "null";
        return json.Length <= 80 ? json : $"{json[..77]}…";
    }
}

/// <summary>A value that is one thing.</summary>
internal sealed class Leaf(string expected, Func<JsonNode?, bool> fits) : Shape
{
    public override string Expected => expected;

    public override void Check(JsonNode? value, string path, Complain complain)
    {
        if (!fits(value))
        {
            complain(path, expected, Show(value));
        }
    }
}

/// <summary>A value of either kind; what is wrong is told of the one that it resembles more.</summary>
internal sealed class OrElse(Shape one, Shape other) : Shape
{
    public override string Expected => $"{one.Expected} or {other.Expected}";

    public override void Check(JsonNode? value, string path, Complain complain)
    {
        if (one.Fits(value) || other.Fits(value))
        {
            return;
        }

        if (value is JsonObject or JsonArray && (other is Leaf ? one : other) is not Leaf and var likely)
        {
            likely.Check(value, path, complain);
        }
        else
        {
            complain(path, Expected, Show(value));
        }
    }
}

internal sealed class ListOf(Shape each) : Shape
{
    public override string Expected => $"an array of {each.Expected}";

    public override void Check(JsonNode? value, string path, Complain complain)
    {
        if (value is not JsonArray array)
        {
            complain(path, Expected, Show(value));
            return;
        }

        for (var i = 0; i < array.Count; i++)
        {
            each.Check(array[i], $"{path}[{i}]", complain);
        }
    }
}

internal sealed class MapOf(Shape each) : Shape
{
    public override string Expected => $"an object of {each.Expected}";

    public override void Check(JsonNode? value, string path, Complain complain)
    {
        if (value is not JsonObject map)
        {
            complain(path, Expected, Show(value));
            return;
        }

        foreach (var (name, member) in map)
        {
            each.Check(member, $"{path}.{name}", complain);
        }
    }
}

/// <summary>An object with known fields. Others may stand there too: clients skip what they do not know.</summary>
/// <param name="fields">A name that ends in <c>?</c> is of a field that may be absent.</param>
internal sealed class Fields(params (string Name, Shape Shape)[] fields) : Shape
{
    public override string Expected => "an object";

    /// <summary>These fields and others, which go before those of the same name.</summary>
    public Fields With(params (string Name, Shape Shape)[] more) =>
        new([.. fields.Where(field => !more.Any(each => each.Name.TrimEnd('?') == field.Name.TrimEnd('?'))), .. more]);

    public override void Check(JsonNode? value, string path, Complain complain)
    {
        if (value is not JsonObject members)
        {
            complain(path, Expected, Show(value));
            return;
        }

        foreach (var (name, shape) in fields)
        {
            var plain = name.TrimEnd('?');
            var place = path.Length == 0 ? plain : $"{path}.{plain}";
            if (members.TryGetPropertyValue(plain, out var member))
            {
                shape.Check(member, place, complain);
            }
            else if (plain == name)
            {
                complain(place, shape.Expected, "absent");
            }
        }
    }
}

/// <summary>An object whose <c>type</c> says what else is in it.</summary>
internal sealed class ByType(IReadOnlyDictionary<string, Fields> types) : Shape
{
    public override string Expected => $"an object of type {string.Join(" or ", types.Keys.Select(type => $"'{type}'"))}";

    public IReadOnlyDictionary<string, Fields> Types => types;

    public override void Check(JsonNode? value, string path, Complain complain)
    {
        if (value is not JsonObject members)
        {
            complain(path, Expected, Show(value));
        }
        else if (members["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String && types.TryGetValue(type.GetValue<string>(), out var fields))
        {
            fields.Check(value, path, complain);
        }
        else
        {
            complain($"{path}.type", string.Join(" or ", types.Keys.Select(known => $"'{known}'")), Show(members["type"]));
        }
    }
}
