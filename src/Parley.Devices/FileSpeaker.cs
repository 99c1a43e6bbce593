using Parley.Buffering;
using Parley.Playing;

namespace Parley.Devices;

/// <summary>A WAV file in place of a loudspeaker: what would have sounded, when it would have, and silence between.</summary>
public sealed class FileSpeaker : ISpeaker
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly RecordingFile _file;
    private readonly Playback _playback;
    private readonly ClockedPlayback _clock;
    private readonly ITimer _timer;
    private bool _closed;

    /// <param name="stream">Where the WAV file goes; closed with the speaker.</param>
    /// <param name="sampleRate">In Hz.</param>
    public FileSpeaker(Stream stream, int sampleRate = 24000, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        _file = new(stream, sampleRate, channels: 1);
        _playback = new(sampleRate, TimeSpan.Zero, TimeSpan.Zero);
        _clock = new(_playback, time, _file.Write);
        _timer = time.CreateTimer(static speaker => ((FileSpeaker)speaker!).Now(), this, Tick, Tick);
    }

    public int SampleRate => _playback.SampleRate;

    /// <summary>How often an item's sound came too late and left a gap.</summary>
    public int Underruns => Now().Underruns;

    public TimeSpan Left => Now().Left;

    /// <summary>Writes a file.</summary>
    /// <inheritdoc cref="FileSpeaker(Stream, int, TimeProvider?)"/>
    public static FileSpeaker Create(string path, int sampleRate = 24000, TimeProvider? time = null) => new(File.Create(path), sampleRate, time);

    public void Play(string itemId, ReadOnlyMemory<byte> pcm) => Now().Play(itemId, pcm);

    public void Stop() => Now().Stop();

    public TimeSpan Played(string itemId) => Now().Played(itemId);

    /// <exception cref="AudioDeviceException">Not all could be written.</exception>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        Now();
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            _file.Close();
        }
    }

    /// <summary>The playback, as far as time has come.</summary>
    private Playback Now()
    {
        lock (_gate)
        {
            if (!_closed) _clock.CatchUp();
            return _playback;
        }
    }
}
