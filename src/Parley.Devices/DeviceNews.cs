namespace Parley.Devices;

/// <summary>Tells of a device's change. It is the application's code that hears it: what fails there must not end the watch over the device.</summary>
internal static class DeviceNews
{
    public static void Tell(EventHandler<DeviceChange>? listeners, object device, DeviceChange change)
    {
        foreach (var listener in listeners?.GetInvocationList() ?? [])
        {
            try
            {
                ((EventHandler<DeviceChange>)listener)(device, change);
            }
            catch (Exception failure)
            {
                System.Diagnostics.Trace.TraceError($"A listener to a change of {change.Device} failed: {failure}");
            }
        }
    }
}
