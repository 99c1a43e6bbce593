namespace Parley.Buffering;

/// <summary>Two streams of sound side by side, each where its time says, with silence where there is none.</summary>
/// <remarks>
/// What comes late follows what came before without a gap, for a reader that was held up brings all of it at once; only silence longer than the lag is one. What a
/// fast clock brings too much of is left out, so that both channels stay where they were heard.
/// </remarks>
/// <param name="tolerance">Samples.</param>
/// <param name="lag">Samples that a channel may be behind before its silence is believed.</param>
internal sealed class TwoChannelTimeline(int tolerance, int lag)
{
    private const int Channels = 2;

    private readonly long[] _ends = new long[Channels];
    private short[] _frames = [];
    private long _start;

    /// <summary>Takes sound that ends now.</summary>
    /// <param name="channel">0 or 1.</param>
    /// <param name="now">Samples since the beginning.</param>
    public void Add(int channel, ReadOnlySpan<short> samples, long now)
    {
        var from = Math.Max(_ends[channel], _start);
        var late = now - samples.Length - from;
        if (late > (_ends[channel] > _start ? lag : tolerance)) from = now - samples.Length;
        if (-late > tolerance) samples = samples[..(int)Math.Max(0, samples.Length + late)];
        Reserve(from + samples.Length);
        var at = (int)((from - _start) * Channels) + channel;
        foreach (var sample in samples)
        {
            _frames[at] = sample;
            at += Channels;
        }

        _ends[channel] = from + samples.Length;
    }

    /// <summary>What will not change any more, left and right by turns.</summary>
    public short[] Take(long now)
    {
        var newest = Math.Max(now, Math.Max(_ends[0], _ends[1]));
        return TakeUntil(Math.Max(Math.Min(_ends[0], _ends[1]), newest - lag));
    }

    /// <summary>All there is, silence up to now included.</summary>
    public short[] TakeAll(long now) => TakeUntil(Math.Max(now, Math.Max(_ends[0], _ends[1])));

    private short[] TakeUntil(long until)
    {
        if (until <= _start) return [];
        Reserve(until);
        var count = (int)(until - _start) * Channels;
        var taken = _frames[..count];
        _frames.AsSpan(count).CopyTo(_frames);
        _frames.AsSpan(_frames.Length - count).Clear();
        _start = until;
        return taken;
    }

    private void Reserve(long until)
    {
        var needed = (int)(until - _start) * Channels;
        if (needed > _frames.Length) Array.Resize(ref _frames, Math.Max(needed, _frames.Length * 2));
    }
}
