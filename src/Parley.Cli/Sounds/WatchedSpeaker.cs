using System.Runtime.InteropServices;
using Parley.Audio;
using Parley.Playing;

namespace Parley.Sounds;

/// <summary>A loudspeaker that says how loud it is.</summary>
/// <param name="speaker">Closed with this one.</param>
internal sealed class WatchedSpeaker(ISpeaker speaker) : ISpeaker
{
    private readonly Lock _gate = new();
    private readonly List<(TimeSpan Until, double Dbfs)> _levels = [];
    private string? _itemId;
    private TimeSpan _given;

    public int SampleRate => speaker.SampleRate;

    public TimeSpan Left => speaker.Left;

    /// <summary>Of what sounds just now, as far as it belongs to the item that was given last.</summary>
    public double LevelDbfs
    {
        get
        {
            lock (_gate)
            {
                if (_itemId is null || speaker.Left <= TimeSpan.Zero)
                {
                    return double.NegativeInfinity;
                }

                var played = speaker.Played(_itemId);
                _levels.RemoveAll(level => level.Until < played);
                return _levels is [var now, ..] ? now.Dbfs : double.NegativeInfinity;
            }
        }
    }

    public TimeSpan Played(string itemId) => speaker.Played(itemId);

    public void Play(string itemId, ReadOnlyMemory<byte> pcm)
    {
        lock (_gate)
        {
            if (_itemId != itemId)
            {
                (_itemId, _given) = (itemId, TimeSpan.Zero);
                _levels.Clear();
            }

            var samples = MemoryMarshal.Cast<byte, short>(pcm.Span[..(pcm.Length / sizeof(short) * sizeof(short))]);
            if (samples.Length > 0)
            {
                _given += TimeSpan.FromTicks(samples.Length * TimeSpan.TicksPerSecond / SampleRate);
                _levels.Add((_given, Loudness.RmsDbfs(samples)));
            }
        }

        speaker.Play(itemId, pcm);
    }

    public void Stop() => speaker.Stop();

    public ValueTask DisposeAsync() => speaker.DisposeAsync();
}
