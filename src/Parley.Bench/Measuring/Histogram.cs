using System.Numerics;

namespace Parley.Measuring;

/// <summary>How often which duration was seen, to less than one per cent, in fixed memory. Several threads may record.</summary>
internal sealed class Histogram
{
    // steps to each doubling: a value lies at most half a step, 0.4 %, from the middle of its own
    private const int StepBits = 7;
    private const int Steps = 1 << StepBits;

    // 2 hours, in ticks of 100 ns
    private const int Doublings = 30;
    private const long Longest = (1L << (StepBits + Doublings)) - 1;

    private readonly int[] _counts = new int[Steps * (Doublings + 1)];
    private long _max;

    public long Count => _counts.Sum(count => (long)count);

    /// <summary>The longest, exactly.</summary>
    public TimeSpan Max => new(Volatile.Read(ref _max));

    /// <param name="duration">Less than nothing counts as nothing.</param>
    public void Record(TimeSpan duration)
    {
        var ticks = Math.Clamp(duration.Ticks, 0, Longest);
        Interlocked.Increment(ref _counts[Place(ticks)]);
        for (var max = Volatile.Read(ref _max); ticks > max;)
        {
            max = Interlocked.CompareExchange(ref _max, ticks, max);
        }
    }

    /// <summary>What so many per cent of the durations do not exceed; nothing of nothing.</summary>
    /// <param name="percent">From 0, the shortest, to 100.</param>
    public TimeSpan Percentile(double percent)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(Count * percent / 100));
        for (var place = 0; place < _counts.Length; place++)
        {
            if ((rank -= _counts[place]) <= 0)
            {
                return new(Math.Min(Middle(place), _max));
            }
        }

        return default;
    }

    private static int Place(long ticks)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)ticks | 1) - StepBits);
        return shift * Steps + (int)(ticks >> shift);
    }

    private static long Middle(int place)
    {
        var shift = Math.Max(0, place / Steps - 1);
        return ((long)(place - shift * Steps) << shift) + ((1L << shift) >> 1);
    }
}
