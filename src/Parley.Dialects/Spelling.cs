using System.Text.Json.Nodes;

namespace Parley.Dialects;

/// <summary>How a value is worded where a dialect's differs from GA's.</summary>
/// <param name="ToGa">Takes the value and the client's name for its place, for a mistake to name.</param>
internal sealed record Wording(Func<JsonNode?, string, JsonNode?> ToGa, Func<JsonNode?, JsonNode?> FromGa);

/// <summary>A field that a dialect calls by another name, or keeps in another place, than GA does.</summary>
/// <param name="Name">The dialect's name; its place is the object itself.</param>
/// <param name="GaPath">GA's place below the same object, for example <c>audio.output.voice</c>.</param>
internal sealed record Field(string Name, string GaPath, Wording? Wording = null)
{
    public IReadOnlyList<string> GaSteps { get; } = GaPath.Split('.');
}

/// <summary>The fields of one object of the protocol that a dialect spells differently: its table, readable in both directions.</summary>
/// <param name="at">Where the object stands in an event: <c>session</c> or <c>response</c>.</param>
internal sealed class Spelling(string at, IReadOnlyList<Field> fields)
{
    public bool IsIn(JsonObject value) => fields.Any(field => value.ContainsKey(field.Name));

    /// <summary>Moves the dialect's fields to GA's places, and returns those that it found. What GA's place already holds stays.</summary>
    public IReadOnlyList<Field> ToGa(JsonObject value)
    {
        List<Field> found = [];
        foreach (var field in fields.Where(field => value.ContainsKey(field.Name)))
        {
            if (Room(value, field) is { } room)
            {
                value.Remove(field.Name, out var node);
                room.TryAdd(field.GaSteps[^1], field.Wording is { } wording ? wording.ToGa(node, $"{at}.{field.Name}") : node);
                found.Add(field);
            }
        }

        return found;
    }

    /// <summary>Moves GA's fields to the dialect's places, and leaves no empty objects behind.</summary>
    public void FromGa(JsonObject value)
    {
        foreach (var field in fields)
        {
            MoveFromGa(value, field);
        }
    }

    /// <summary>The client's name for a place that is named in GA's words, or null where it has none of its own.</summary>
    /// <param name="spoken">The fields that the client has spelled this way.</param>
    public string? Place(string param, IReadOnlySet<Field> spoken)
    {
        foreach (var field in fields.Where(spoken.Contains))
        {
            var ga = $"{at}.{field.GaPath}";
            if (!param.StartsWith(ga, StringComparison.Ordinal))
            {
                continue;
            }

            switch (param[ga.Length..])
            {
                case ['.', ..] when field.Wording is not null: // a word has no members
                case []:
                    return $"{at}.{field.Name}";
                case ['.' or '[', ..] below:
                    return $"{at}.{field.Name}{below}";
            }
        }

        return null;
    }

    public IEnumerable<Field> Fields => fields;

    private static JsonObject? Room(JsonObject value, Field field)
    {
        var room = value;
        foreach (var step in field.GaSteps.SkipLast(1))
        {
            if (!room.ContainsKey(step))
            {
                room[step] = new JsonObject();
            }

            if (room[step] is not JsonObject next)
            {
                return null; // not an object: the reader will name that mistake
            }

            room = next;
        }

        return room;
    }

    private static void MoveFromGa(JsonObject value, Field field)
    {
        List<JsonObject> rooms = [value];
        foreach (var step in field.GaSteps.SkipLast(1))
        {
            if (rooms[^1][step] is not JsonObject next)
            {
                return;
            }

            rooms.Add(next);
        }

        if (!rooms[^1].Remove(field.GaSteps[^1], out var node))
        {
            return;
        }

        for (var i = rooms.Count - 1; i > 0 && rooms[i].Count == 0; i--)
        {
            rooms[i - 1].Remove(field.GaSteps[i - 1]);
        }

        value[field.Name] = field.Wording is { } wording ? wording.FromGa(node) : node;
    }
}
