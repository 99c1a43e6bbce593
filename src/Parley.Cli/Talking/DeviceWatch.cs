using Parley.Devices;
using Parley.Sounds;
using Parley.Terminals;

namespace Parley.Talking;

/// <summary>What goes wrong with the devices of a talk.</summary>
internal sealed class DeviceWatch(TalkDevices devices, ITalkView view, TalkLog log)
{
    private int _overflows;
    private int _underruns;

    public int Overflows => _overflows;

    public int Underruns => _underruns;

    /// <summary>Sees whether sound was lost since the last time.</summary>
    public void Look()
    {
        Count("overflow", devices.Overflows, ref _overflows);
        Count("underrun", devices.Underruns, ref _underruns);
    }

    public void Tell(string part, DeviceChange change)
    {
        var isLost = change.State == DeviceState.Lost;
        view.Note(isLost ? $"The {part} {change.Device} is lost ({change.Reason}); it is looked for." : $"The {part} {change.Device} is back.");
        log.Write("device", ("part", part), ("state", isLost ? "lost" : "back"), ("name", change.Device), ("reason", change.Reason));
    }

    private void Count(string what, int now, ref int known)
    {
        if (now > known)
        {
            known = now;
            log.Write(what, ("count", now));
        }
    }
}
