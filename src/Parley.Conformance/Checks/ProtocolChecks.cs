using System.Text.Json.Nodes;
using Parley.Dialogues;

namespace Parley.Checks;

/// <summary>Messages that are wrong, the end of sessions, and what holds of every event of a whole run.</summary>
internal static class ProtocolChecks
{
    // longer, and nobody waits for it
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(100);

    public static IEnumerable<Check> All =>
    [
        new(85, "Half JSON, a binary frame, an unknown type, no type: each answered by its error, the session survives", Garbage),
        new(86, "An error names the event_id of the event that caused it, or null", EventId),
        new(87, "When the session's life is over: session_expired, then close 1001 with the reason", Expiry) { Dialects = Check.OpenAI, Needs = Needs.LongWait },
        new(88, "All events of the run: fields, types and event_id as strict typed clients read them", _ => Task.CompletedTask)
        {
            JudgeRun = (ledger, dialect) => ledger.ExpectFields(dialect),
        },
        new(89, "All events of the run: no type that the dialect's clients do not know", _ => Task.CompletedTask)
        {
            JudgeRun = (ledger, dialect) => ledger.ExpectTypes(dialect),
        },
    ];

    /// <summary>Waits for the end that <c>session.created</c> announces.</summary>
    public static async Task Expiry(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var left = dialogue.All[0]["session.expires_at"] is JsonValue at && at.TryGetValue<long>(out var unix) && unix > 0
            ? DateTimeOffset.FromUnixTimeSeconds(unix) - stage.Target.Time.GetUtcNow()
            : throw new CheckSkippedException("its sessions do not say when they end (expires_at)");
        if (left > LongestLife)
        {
            throw new CheckSkippedException($"its sessions live {Span(left)}; this needs a server whose sessions live at most {LongestLife.TotalSeconds:0} s");
        }

        var heard = await dialogue.HearCloseAsync((left > TimeSpan.Zero ? left : TimeSpan.Zero) + stage.Target.Timeout);
        var error = heard.The("error");
        Expect.Same("session_expired", error.TextOrNull("error.code"), "error.code");
        Expect.Same(1001, dialogue.Line.CloseCode, "the close code");
        Expect.Same(error.TextOrNull("error.message"), dialogue.Line.CloseReason, "the close reason");
    }

    private static string Span(TimeSpan time) => time.TotalHours > 48 ? $"{time.TotalDays:0} days" : $"{time.TotalMinutes:0} min";

    private static async Task Garbage(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        await dialogue.SayAsync("{");
        await dialogue.HearErrorAsync("invalid_json", null);
        await dialogue.SettleAsync();
        await dialogue.SayBinaryAsync(new byte[] { 1, 2, 3 });
        await dialogue.HearErrorAsync("invalid_event", null);
        await dialogue.SettleAsync();
        var nope = await dialogue.RefusedAsync(Message.Of("nope", null), "invalid_value");
        Expect.Same("type", nope.TextOrNull("error.param"), "error.param of an unknown type");
        Expect.Contains("session.update", nope.TextOrNull("error.message"), "error.message of an unknown type");
        await dialogue.SettleAsync();
        await dialogue.SayAsync("{}");
        await dialogue.HearErrorAsync(null, null);
        await dialogue.SettleAsync();
    }

    private static async Task EventId(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        await dialogue.RefusedAsync(Message.Of("response.cancel", null), null, "e1");
        var error = await dialogue.RefusedAsync(Message.Of("response.cancel", null), null, eventId: null);
        Expect.That(error.Has("error.event_id"), "error.event_id is absent; expected null");
    }
}
