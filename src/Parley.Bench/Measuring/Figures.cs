namespace Parley.Measuring;

/// <summary>What sessions saw of a server: durations, and how often things went which way.</summary>
internal sealed class Figures
{
    /// <summary>Last speech sample → <c>speech_stopped</c>, the silence that the server waits for included.</summary>
    public Histogram Stopped { get; } = new();

    /// <summary><c>speech_stopped</c> → <c>committed</c>.</summary>
    public Histogram Committed { get; } = new();

    /// <summary><c>speech_stopped</c> → <c>response.created</c>.</summary>
    public Histogram Created { get; } = new();

    /// <summary><c>speech_stopped</c> → first audio.</summary>
    public Histogram FirstAudio { get; } = new();

    /// <summary>Last speech sample → first audio: what a person notices.</summary>
    public Histogram Answered { get; } = new();

    /// <summary>A function's output → first audio.</summary>
    public Histogram OutputAnswered { get; } = new();

    /// <summary>First loud sample → <c>speech_started</c>.</summary>
    public Histogram Started { get; } = new();

    /// <summary>First loud sample → <c>response.done</c> of the answer that it cut off.</summary>
    public Histogram Cancelled { get; } = new();

    /// <summary><c>session.update</c> → <c>session.updated</c>.</summary>
    public Histogram Updated { get; } = new();

    /// <summary>From one piece of sound of an answer to the next.</summary>
    public Histogram Gaps { get; } = new();

    /// <summary>Utterances that were answered to the end.</summary>
    public Counter Turns { get; } = new();

    public Counter ToolCalls { get; } = new();

    /// <summary>Answers that were cut off.</summary>
    public Counter BargeIns { get; } = new();

    /// <summary>Utterances that no answer came to.</summary>
    public Counter Unanswered { get; } = new();

    /// <summary>Pieces of sound that arrived.</summary>
    public Counter Deltas { get; } = new();

    /// <summary>How often a player with a small cushion ran out of sound within an answer.</summary>
    public Counter Underruns { get; } = new();

    /// <summary>Pieces of sound that a player without any cushion would have waited for.</summary>
    public Counter LateDeltas { get; } = new();

    /// <summary>Pieces of sound of an answer after the <c>speech_started</c> that cut it off.</summary>
    public Counter DeltasAfterCancel { get; } = new();

    /// <summary>Chunks that the server's socket did not take at once.</summary>
    public Counter HeldBack { get; } = new();

    /// <summary>How late the generator's own ticks were.</summary>
    public Histogram Lateness { get; } = new();

    /// <summary>By the rule that was broken.</summary>
    public Counts OutOfOrder { get; } = new();

    /// <summary>By their code.</summary>
    public Counts Errors { get; } = new();

    /// <summary>Sessions that the server ended, by the code of its close.</summary>
    public Counts Closes { get; } = new();
}
