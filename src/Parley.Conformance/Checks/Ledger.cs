using System.Collections.Concurrent;
using Parley.Dialects;
using Parley.Dialogues;
using Parley.Schemas;

namespace Parley.Checks;

/// <summary>All events of a run: how many, of which types, and what was wrong with them.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<DialectName, ConcurrentQueue<(int Check, SchemaViolation Violation)>> _violations = new();
    private readonly ConcurrentDictionary<(DialectName Dialect, string Type), int> _types = new();

    public void Add(int check, Stage stage)
    {
        foreach (var type in stage.EventTypes)
        {
            _types.AddOrUpdate((stage.Dialect, type), 1, (_, count) => count + 1);
        }

        foreach (var violation in stage.Violations)
        {
            _violations.GetOrAdd(stage.Dialect, _ => []).Enqueue((check, violation));
        }
    }

    /// <summary>Demands that every event had the right fields.</summary>
    public void ExpectFields(DialectName dialect) => ExpectNone(dialect, violation => !violation.IsForeignType);

    /// <summary>Demands that every event was one of the dialect's.</summary>
    public void ExpectTypes(DialectName dialect) => ExpectNone(dialect, violation => violation.IsForeignType);

    private void ExpectNone(DialectName dialect, Func<SchemaViolation, bool> counts)
    {
        if (!_types.Keys.Any(key => key.Dialect == dialect))
        {
            throw new CheckSkippedException("no event came in this run");
        }

        var wrong = _violations.GetValueOrDefault(dialect, []).Where(each => counts(each.Violation)).ToList();
        Expect.That(wrong.Count == 0, wrong.Count == 0 ? "" : $"{wrong.Count} wrong, the first in check {wrong[0].Check}: {wrong[0].Violation}");
    }
}
