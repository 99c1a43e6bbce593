namespace Parley.Measuring;

/// <summary>How often a thing has happened. Several threads may count.</summary>
internal sealed class Counter
{
    private int _count;

    public int Value => Volatile.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}
