using System.Runtime.CompilerServices;
using Parley.Buffering;
using Parley.Playing;

namespace Parley.Devices;

/// <summary>A microphone of this machine, through PortAudio.</summary>
/// <remarks>A device that is lost in a call is told by <see cref="Changed"/> and looked for; listening goes on when it is back.</remarks>
public sealed class PortAudioMicrophone : IMicrophone
{
    // 2.7 s at 48 kHz: a reader that is later than that has lost sound anyway
    private const int RingSamples = 1 << 17;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly SampleRing _ring = new(RingSamples);
    private readonly CancellationTokenSource _closed = new();
    private readonly TimeProvider _time;
    private readonly KeptDevice _device;
    private int _overflows;
    private int _listeners;

    internal PortAudioMicrophone(IDeviceHost host, string? device, MicrophoneOptions options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.SampleRate, nameof(options));
        (SampleRate, _time) = (options.SampleRate, time);
        _device = new(device, choice => host.Open(choice, options.Latency, Hear), time);
    }

    /// <summary>The device was lost, or is back. Raised while it is listened to.</summary>
    public event EventHandler<DeviceChange>? Changed;

    public int SampleRate { get; }

    public AudioDevice Device => _device.Device;

    /// <summary>How often sound was lost because nobody fetched it in time, in the device or here.</summary>
    public int Overflows => Volatile.Read(ref _overflows) + _device.Glitches;

    /// <summary>Opens a microphone.</summary>
    /// <param name="device">An index, or a name or a part of one; null for the default.</param>
    /// <exception cref="AudioDeviceException">There is none such, or it cannot be opened, or PortAudio is not installed.</exception>
    public static PortAudioMicrophone Open(string? device = null, MicrophoneOptions? options = null, TimeProvider? time = null) =>
        new(new PortAudioHost(), device, options ?? new(), time ?? TimeProvider.System);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Somebody listens already.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _listeners, 1) != 0) throw new InvalidOperationException("The microphone is listened to already.");
        try
        {
            using var timer = new PeriodicTimer(Tick, _time);
            OpenedDevice? heard = null;
            CaptureFeed? feed = null;
            _ring.Clear();
            while (await NextTickAsync(timer, cancellationToken))
            {
                Check();
                if (_device.Opened is { } opened && opened != heard)
                {
                    heard = opened;
                    feed = new(opened.Stream.SampleRate, SampleRate);
                }

                if (feed is null) continue;
                foreach (var piece in feed.Drain(_ring)) yield return piece;
            }
        }
        finally
        {
            Volatile.Write(ref _listeners, 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_closed.IsCancellationRequested) return;
        await _closed.CancelAsync();
        _device.Dispose();
        _closed.Dispose();
    }

    /// <returns>False when the microphone is closed.</returns>
    private async ValueTask<bool> NextTickAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        if (_closed.IsCancellationRequested) return false;
        await using var closing = _closed.Token.UnsafeRegister(static timer => ((PeriodicTimer)timer!).Dispose(), timer);
        return await timer.WaitForNextTickAsync(cancellationToken);
    }

    private void Check()
    {
        if (_device.Check() is { } change) DeviceNews.Tell(Changed, this, change);
    }

    // the device's thread
    private void Hear(ReadOnlySpan<short> samples)
    {
        if (Volatile.Read(ref _listeners) == 0) return;
        if (_ring.Write(samples) < samples.Length) Volatile.Write(ref _overflows, _overflows + 1);
    }
}
