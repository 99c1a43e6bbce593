namespace Parley.Buffering;

/// <summary>A loudspeaker that time drives in place of a device.</summary>
/// <param name="playback">What is played.</param>
/// <param name="sink">Takes what time has come to, sound and silence.</param>
/// <param name="mostBehind">How late it may be and still give all; what is beyond is left out of time, as with a device that stood still.</param>
internal sealed class ClockedPlayback(Playback playback, TimeProvider time, SoundPlayed sink, TimeSpan? mostBehind = null)
{
    private readonly short[] _block = new short[480];
    private readonly long _start = time.GetTimestamp();
    private long _given;

    /// <summary>Gives all samples up to now. One caller at a time.</summary>
    public void CatchUp()
    {
        var due = Samples(time.GetElapsedTime(_start)) - _given;
        if (mostBehind is { } most && due > Samples(most))
        {
            _given += due - Samples(most);
            due = Samples(most);
        }

        for (; due > 0; due -= _block.Length)
        {
            var block = _block.AsSpan(0, (int)Math.Min(due, _block.Length));
            playback.Take(block);
            _given += block.Length;
            sink(block);
        }
    }

    private long Samples(TimeSpan span) => span.Ticks * playback.SampleRate / TimeSpan.TicksPerSecond;
}
