namespace Parley.Devices;

/// <summary>A device went away in a call, or came back.</summary>
/// <param name="Device">Its name.</param>
/// <param name="Reason">Why it counts as lost.</param>
public sealed record DeviceChange(DeviceState State, string Device, string? Reason = null);

public enum DeviceState
{
    /// <summary>It was unplugged, or stands still; it is looked for until it is back.</summary>
    Lost,

    /// <summary>It works again.</summary>
    Back,
}
