using Parley.PortAudio;

namespace Parley.Devices;

/// <summary>A device and its running stream.</summary>
internal sealed record OpenedDevice(AudioDevice Device, IDeviceStream Stream);
