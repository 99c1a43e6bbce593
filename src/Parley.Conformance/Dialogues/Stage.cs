using Parley.Dialects;
using Parley.Schemas;

namespace Parley.Dialogues;

/// <summary>Where one check meets the server in one dialect: opens its dialogues, and knows what was wrong in them.</summary>
internal sealed class Stage(Target target, DialectName dialect, CancellationToken cancellation) : IAsyncDisposable
{
    private readonly List<Line> _lines = [];
    private readonly List<Dialogue> _dialogues = [];

    public Target Target => target;

    public DialectName Dialect => dialect;

    public Words Words { get; } = Words.Of(dialect);

    public CancellationToken Cancellation => cancellation;

    public IEnumerable<SchemaViolation> Violations => _lines.SelectMany(line => line.Violations);

    /// <summary>The dialect's names of the events that came, one for each.</summary>
    public IEnumerable<string> EventTypes => _dialogues.SelectMany(dialogue => dialogue.All).Select(heard => EventSchema.TypeOf(heard.Json));

    /// <summary>Connects as the dialect's clients do, hears <c>session.created</c>, and updates the session if a patch is given.</summary>
    /// <param name="gaPatch">In GA's words.</param>
    public async Task<Dialogue> CallAsync(string? gaPatch = null, string? key = null)
    {
        var dialogue = await OpenAsync(Knock.In(dialect, target, key));
        await dialogue.HearAsync("session.created");
        if (gaPatch is not null)
        {
            await dialogue.UpdateAsync(gaPatch);
        }

        return dialogue;
    }

    /// <summary>Connects just so, and hears nothing yet.</summary>
    /// <exception cref="UpgradeRefusedException">The server did not upgrade.</exception>
    public async Task<Dialogue> OpenAsync(Knock knock)
    {
        var line = await Line.OpenAsync(knock, Words, target, cancellation);
        _lines.Add(line);
        var dialogue = new Dialogue(line, Words, target, cancellation);
        _dialogues.Add(dialogue);
        return dialogue;
    }

    /// <summary>Waits; only for what is about time itself.</summary>
    public Task LetPassAsync(TimeSpan time) => Task.Delay(time, target.Time, cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var line in _lines)
        {
            await line.DisposeAsync();
        }
    }
}
