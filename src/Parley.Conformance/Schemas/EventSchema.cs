using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Dialects;

namespace Parley.Schemas;

/// <summary>The field tables of a dialect's server events, as strict typed clients read them.</summary>
public sealed class EventSchema
{
    private static readonly EventSchema Ga = new(DialectName.Ga, DialectTables.Ga);
    private static readonly EventSchema Beta = new(DialectName.Beta, DialectTables.Beta);
    private static readonly EventSchema Yandex = new(DialectName.Yandex, DialectTables.Yandex);

    private readonly DialectName _dialect;
    private readonly IReadOnlyDictionary<string, Fields> _events;

    private EventSchema(DialectName dialect, IReadOnlyDictionary<string, Fields> events) => (_dialect, _events) = (dialect, events);

    /// <summary>The events that a client of the dialect knows.</summary>
    public IEnumerable<string> Types => _events.Keys;

    public static EventSchema For(DialectName dialect) => dialect switch
    {
        DialectName.Ga => Ga,
        DialectName.Beta => Beta,
        DialectName.Yandex => Yandex,
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "Expected Ga, Beta or Yandex."),
    };

    /// <summary>What is wrong with an event; nothing if all is right.</summary>
    public IReadOnlyList<SchemaViolation> Check(JsonObject serverEvent)
    {
        ArgumentNullException.ThrowIfNull(serverEvent);
        var type = TypeOf(serverEvent);
        if (!_events.TryGetValue(type, out var fields))
        {
            return [new(type, "type", $"an event of the {_dialect} dialect", $"'{type}'", IsForeignType: true)];
        }

        var violations = new List<SchemaViolation>();
        Complain complain = (path, expected, got) => violations.Add(new(type, path, expected, got));
        new Fields(("event_id", Shapes.Identifier)).Check(serverEvent, "", complain);
        fields.Check(serverEvent, "", complain);
        return violations;
    }

    internal static string TypeOf(JsonObject serverEvent) =>
        serverEvent["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String ? type.GetValue<string>() : "(no type)";
}
