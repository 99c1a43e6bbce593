using Parley.Devices;
using Parley.Sounds;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>What goes wrong with the devices of a talk.</summary>
internal sealed class DeviceWatch(TalkDevices devices, ITalkView view, TalkLog log, TimeProvider time)
{
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(5); // a device that stutters does so many times a second

    private long? _loggedAt;
    private int _loggedOverflows;
    private int _loggedUnderruns;
    private int _overflows;
    private int _underruns;

    /// <summary>How often sound was lost so far, in words; null for never.</summary>
    public string? Lost => (_overflows, _underruns) switch
    {
        (0, 0) => null,
        (0, _) => $"{_underruns} underruns",
        (_, 0) => $"{_overflows} overflows",
        _ => $"{_overflows} overflows, {_underruns} underruns",
    };

    /// <summary>Sees whether sound was lost since the last time.</summary>
    public void Look()
    {
        (_overflows, _underruns) = (devices.Overflows, devices.Underruns);
        if (_loggedAt is not { } at || time.GetElapsedTime(at) >= Seldom)
        {
            Log();
        }
    }

    /// <summary>Logs what was not logged yet.</summary>
    public void Log()
    {
        if (_overflows > _loggedOverflows || _underruns > _loggedUnderruns)
        {
            (_loggedOverflows, _loggedUnderruns, _loggedAt) = (_overflows, _underruns, time.GetTimestamp());
            log.Write("sound_lost", ("overflows", _overflows), ("underruns", _underruns));
        }
    }

    public void Tell(string part, DeviceChange change)
    {
        var isLost = change.State == DeviceState.Lost;
        view.Note(isLost ? $"The {part} {change.Device} is lost ({change.Reason}); it is looked for." : $"The {part} {change.Device} is back.");
        log.Write("device", ("part", part), ("state", isLost ? "lost" : "back"), ("name", change.Device), ("reason", change.Reason));
    }
}
