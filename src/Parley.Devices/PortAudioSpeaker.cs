using Parley.Buffering;
using Parley.Playing;
using Parley.PortAudio;

namespace Parley.Devices;

/// <summary>A loudspeaker of this machine, through PortAudio.</summary>
/// <remarks>A device that is lost in a call is told by <see cref="Changed"/> and looked for; what it had not taken waits, and sounds when it is back.</remarks>
public sealed class PortAudioSpeaker : ISpeaker
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    // a microphone's own latency, and its reader's
    private static readonly TimeSpan Hearing = TimeSpan.FromMilliseconds(30);

    private readonly Playback _playback;
    private readonly EchoCanceller? _echo;
    private readonly KeptDevice _device;
    private readonly PeriodicTimer _timer;
    private readonly Task _watching;

    internal PortAudioSpeaker(IDeviceHost host, string? device, SpeakerOptions options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.SampleRate, nameof(options));
        if (options.Echo is { } echo && echo.SampleRate != options.SampleRate)
            throw new ArgumentException($"The echo canceller works at {echo.SampleRate} Hz, the loudspeaker at {options.SampleRate} Hz.", nameof(options));

        _echo = options.Echo;
        _playback = new(options.SampleRate, options.Lead, options.Patience, _echo is null ? null : _echo.Sounds);
        _device = new(device, choice => Open(host, choice, options.Latency), time);
        _timer = new(Tick, time);
        _watching = WatchAsync();
    }

    /// <summary>The device was lost, or is back.</summary>
    public event EventHandler<DeviceChange>? Changed;

    public int SampleRate => _playback.SampleRate;

    public AudioDevice Device => _device.Device;

    /// <summary>How often an item's sound came too late and left a gap.</summary>
    public int Underruns => _playback.Underruns;

    /// <summary>How often the device itself ran dry: this machine was too slow.</summary>
    public int DeviceUnderruns => _device.Glitches;

    /// <summary>What was not taken because ten minutes of sound waited already.</summary>
    public TimeSpan Dropped => _playback.Dropped;

    /// <summary>From here to the air, as the device says.</summary>
    public TimeSpan Latency => _playback.Latency;

    public TimeSpan Left => _playback.Left;

    /// <summary>Opens a loudspeaker.</summary>
    /// <param name="device">An index, or a name or a part of one; null for the default.</param>
    /// <exception cref="AudioDeviceException">There is none such, or it cannot be opened, or PortAudio is not installed.</exception>
    public static PortAudioSpeaker Open(string? device = null, SpeakerOptions? options = null, TimeProvider? time = null) =>
        new(new PortAudioHost(), device, options ?? new(), time ?? TimeProvider.System);

    public void Play(string itemId, ReadOnlyMemory<byte> pcm) => _playback.Play(itemId, pcm);

    public void Stop() => _playback.Stop();

    public TimeSpan Played(string itemId) => _playback.Played(itemId);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        try
        {
            await _watching;
        }
        finally
        {
            _device.Dispose();
        }
    }

    private OpenedDevice Open(IDeviceHost host, string? choice, TimeSpan latency)
    {
        var delay = TimeSpan.Zero;
        var opened = host.Open(choice, latency, Feed);
        _playback.Latency = opened.Stream.Latency + delay;
        if (_echo is not null) _echo.Delay = _playback.Latency + Hearing;
        return opened;

        SamplesWanted Feed(int deviceRate)
        {
            var feed = new PlaybackFeed(_playback, deviceRate);
            delay = feed.Delay;
            return feed.Fill;
        }
    }

    private async Task WatchAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            if (_device.Check() is { } change) DeviceNews.Tell(Changed, this, change);
        }
    }
}
