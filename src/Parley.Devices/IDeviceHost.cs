using Parley.PortAudio;

namespace Parley.Devices;

/// <summary>Opens devices.</summary>
internal interface IDeviceHost
{
    /// <summary>Looks for the chosen microphone and starts it.</summary>
    /// <exception cref="AudioDeviceException">It is not there, or cannot be opened.</exception>
    OpenedDevice Open(string? choice, TimeSpan latency, SamplesHeard heard);

    /// <summary>Looks for the chosen loudspeaker and starts it.</summary>
    /// <param name="wanted">Makes what fills the device's wants, given its rate in Hz.</param>
    /// <exception cref="AudioDeviceException">It is not there, or cannot be opened.</exception>
    OpenedDevice Open(string? choice, TimeSpan latency, Func<int, SamplesWanted> wanted);
}
