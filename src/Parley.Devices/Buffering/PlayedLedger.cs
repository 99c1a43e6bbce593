namespace Parley.Buffering;

/// <summary>Whose samples went to the device and, by the device's latency, how many of them were heard.</summary>
/// <remarks>The device's thread hands over and never waits. Of the many items of a long call the oldest are forgotten.</remarks>
internal sealed class PlayedLedger
{
    private const int MostItems = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, PlayedItem> _items = [];
    private readonly Queue<string> _order = new();
    private long _handed;
    private long _soundEnd;
    private long _soundRun;

    /// <summary>Samples that the device was handed since the beginning, silence too.</summary>
    public long Handed => Volatile.Read(ref _handed);

    /// <summary>The entry of an item, begun where there is none.</summary>
    public PlayedItem Of(string itemId)
    {
        lock (_gate)
        {
            if (_items.TryGetValue(itemId, out var known)) return known;
            if (_order.Count == MostItems) _items.Remove(_order.Dequeue());
            _order.Enqueue(itemId);
            return _items[itemId] = new();
        }
    }

    /// <summary>The device's thread: so many samples of an item, or of silence, were handed over.</summary>
    public void Hand(PlayedItem? item, int samples)
    {
        var end = _handed + samples;
        if (item is not null)
        {
            Volatile.Write(ref _soundRun, _soundEnd == _handed ? _soundRun + samples : samples);
            Volatile.Write(ref _soundEnd, end);
            item.Add(samples, end);
        }

        Volatile.Write(ref _handed, end);
    }

    /// <summary>Samples of an item that have been heard; none of an item that nobody knows.</summary>
    /// <param name="latency">Samples between the device's thread and the air.</param>
    public long Played(string itemId, long latency)
    {
        PlayedItem? item;
        lock (_gate)
        {
            item = _items.GetValueOrDefault(itemId);
        }

        if (item is null) return 0;
        var handed = item.Handed;
        var since = Handed - item.End;
        return Math.Clamp(handed - (latency - since), 0, handed);
    }

    /// <summary>Samples of sound that were handed over and are not heard yet.</summary>
    /// <param name="latency">Samples between the device's thread and the air.</param>
    public long Underway(long latency)
    {
        var run = Volatile.Read(ref _soundRun);
        return Math.Clamp(latency - (Handed - Volatile.Read(ref _soundEnd)), 0, run);
    }
}
