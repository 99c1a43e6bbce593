namespace Parley.Devices;

/// <summary>There is no such device, it cannot be opened, or what is needed for it is not installed; the message says which, and what to do.</summary>
public sealed class AudioDeviceException(string message, Exception? inner = null) : Exception(message, inner);
