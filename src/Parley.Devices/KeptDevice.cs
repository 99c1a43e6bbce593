namespace Parley.Devices;

/// <summary>A device that is looked for again when it is gone. Checked by its owner's loop.</summary>
internal sealed class KeptDevice : IDisposable
{
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Func<string?, OpenedDevice> _open;
    private readonly TimeProvider _time;
    private readonly string? _name;
    private OpenedDevice? _opened;
    private AudioDevice _device;
    private long _calls;
    private long _since;
    private TimeSpan _wait;
    private int _glitches;
    private bool _disposed;

    /// <param name="choice">An index, or a name or a part of one; null for what is the default each time.</param>
    /// <param name="open">Opens what is chosen.</param>
    /// <exception cref="AudioDeviceException">There is none, or it cannot be opened.</exception>
    public KeptDevice(string? choice, Func<string?, OpenedDevice> open, TimeProvider time)
    {
        (_open, _time) = (open, time);
        _opened = open(choice);
        _device = _opened.Device;
        _since = time.GetTimestamp();

        // indices change when devices come and go
        _name = string.IsNullOrWhiteSpace(choice) ? null : _device.Name;
    }

    public AudioDevice Device => Volatile.Read(ref _device);

    /// <summary>What is open now, or null while the device is lost.</summary>
    public OpenedDevice? Opened => Volatile.Read(ref _opened);

    /// <summary>How often the device itself lost samples, or had none to play.</summary>
    public int Glitches => Volatile.Read(ref _glitches) + (Opened?.Stream.Glitches ?? 0);

    /// <summary>Sees whether the device still works, and tries to have it back where it does not.</summary>
    /// <returns>What has changed, or null.</returns>
    public DeviceChange? Check()
    {
        lock (_gate)
        {
            if (_disposed) return null;
            return _opened is { } opened ? CheckOpened(opened) : Reopen();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _opened?.Stream.Dispose();
            _opened = null;
        }
    }

    private DeviceChange? CheckOpened(OpenedDevice opened)
    {
        var calls = opened.Stream.Calls;
        if (calls != _calls) (_calls, _since) = (calls, _time.GetTimestamp());
        if (!opened.Stream.IsActive) return Lose(opened, "the device ended its stream");
        return _time.GetElapsedTime(_since) >= Stalled ? Lose(opened, "the device stands still") : null;
    }

    private DeviceChange Lose(OpenedDevice opened, string reason)
    {
        _glitches += opened.Stream.Glitches;
        Volatile.Write(ref _opened, null);
        opened.Stream.Dispose();
        (_since, _wait) = (_time.GetTimestamp(), FirstWait);
        return new(DeviceState.Lost, opened.Device.Name, reason);
    }

    private DeviceChange? Reopen()
    {
        if (_time.GetElapsedTime(_since) < _wait) return null;
        try
        {
            var opened = _open(_name);
            Volatile.Write(ref _device, opened.Device);
            Volatile.Write(ref _opened, opened);
            (_calls, _since) = (0, _time.GetTimestamp());
            return new(DeviceState.Back, opened.Device.Name);
        }
        catch (AudioDeviceException)
        {
            (_since, _wait) = (_time.GetTimestamp(), TimeSpan.FromTicks(Math.Min(_wait.Ticks * 2, LongestWait.Ticks)));
            return null;
        }
    }
}
