using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Dialects;

namespace Parley.Schemas;

/// <summary>Watches the events of one session: each by the dialect's tables, and that no <c>event_id</c> comes twice.</summary>
/// <param name="optedIn">Types beyond the dialect's, which the client has asked for.</param>
public sealed class EventWatch(DialectName dialect, params IEnumerable<string> optedIn)
{
    private readonly EventSchema _schema = EventSchema.For(dialect);
    private readonly HashSet<string> _optedIn = [.. optedIn];
    private readonly HashSet<string> _ids = [];

    /// <summary>What is wrong with the session's next event.</summary>
    public IReadOnlyList<SchemaViolation> Next(JsonObject serverEvent)
    {
        ArgumentNullException.ThrowIfNull(serverEvent);
        var type = EventSchema.TypeOf(serverEvent);
        var violations = _optedIn.Contains(type) ? [] : _schema.Check(serverEvent);
        return serverEvent["event_id"] is JsonValue id && id.GetValueKind() == JsonValueKind.String && !_ids.Add(id.GetValue<string>())
            ? [.. violations, new(type, "event_id", "an id that no other event has", $"'{id}' again")]
            : violations;
    }
}
