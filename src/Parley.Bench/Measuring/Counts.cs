using System.Collections.Concurrent;

namespace Parley.Measuring;

/// <summary>How often things of a name have happened. Several threads may count.</summary>
internal sealed class Counts
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Total => _counts.Values.Sum();

    public void Add(string name) => _counts.AddOrUpdate(name, 1, (_, count) => count + 1);

    /// <summary>What was counted so far, most frequent first.</summary>
    public IReadOnlyDictionary<string, int> ToDictionary() =>
        new OrderedDictionary<string, int>(_counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal));
}
