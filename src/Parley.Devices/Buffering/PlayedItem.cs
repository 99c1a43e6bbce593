namespace Parley.Buffering;

/// <summary>How far one item's sound has come. The device's thread writes, any thread reads.</summary>
internal sealed class PlayedItem
{
    private long _handed;
    private long _end;

    /// <summary>Samples that were handed to the device.</summary>
    public long Handed => Volatile.Read(ref _handed);

    /// <summary>Where the last of them stands in all that the device was handed.</summary>
    public long End => Volatile.Read(ref _end);

    /// <param name="samples">How many more were handed over.</param>
    /// <param name="end">Where they end in all that the device was handed.</param>
    public void Add(int samples, long end)
    {
        // this order, read the other way round, never says more than was played
        Volatile.Write(ref _end, end);
        Volatile.Write(ref _handed, _handed + samples);
    }
}
