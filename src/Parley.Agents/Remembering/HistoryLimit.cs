using Parley.Protocol;

namespace Parley.Remembering;

/// <summary>How long a history may grow: beyond it, its older half is summed up in one sentence or more, and goes.</summary>
/// <param name="MaxItems">Items, calls and their results included.</param>
/// <param name="SummarizeAsync">Sums items up for the model; null or empty just forgets them.</param>
public sealed record HistoryLimit(int MaxItems, Func<IReadOnlyList<Item>, CancellationToken, ValueTask<string?>>? SummarizeAsync = null);
