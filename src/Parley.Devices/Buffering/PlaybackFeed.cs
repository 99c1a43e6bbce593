using Parley.Audio;

namespace Parley.Buffering;

/// <summary>Gives a playback to a device at the device's own rate. Belongs to the device's thread: neither allocates nor waits.</summary>
internal sealed class PlaybackFeed
{
    private const int BlockMs = 5;

    private readonly Playback _playback;
    private readonly Resampler _resampler;
    private readonly short[] _block;
    private readonly short[] _ready;
    private int _first;
    private int _count;

    /// <param name="playback">What is played.</param>
    /// <param name="deviceRate">In Hz.</param>
    public PlaybackFeed(Playback playback, int deviceRate)
    {
        _playback = playback;
        _resampler = new(playback.SampleRate, deviceRate);
        _block = new short[playback.SampleRate * BlockMs / 1000];
        _ready = new short[_resampler.MaxOutput(_block.Length)];

        // the first call makes the resampler's memory: here, and not in the device's thread
        _resampler.Write(_block, _ready);
        _resampler.Reset();
    }

    /// <summary>How long sound stays in here at most.</summary>
    public TimeSpan Delay => _resampler.Delay + TimeSpan.FromMilliseconds(BlockMs);

    /// <summary>Fills what the device asks for.</summary>
    public void Fill(Span<short> samples)
    {
        while (!samples.IsEmpty)
        {
            if (_count == 0)
            {
                _playback.Take(_block);
                (_first, _count) = (0, _resampler.Write(_block, _ready));
            }

            var given = Math.Min(_count, samples.Length);
            _ready.AsSpan(_first, given).CopyTo(samples);
            (_first, _count) = (_first + given, _count - given);
            samples = samples[given..];
        }
    }
}
