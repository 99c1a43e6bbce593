using System.Runtime.InteropServices;
using Parley.Audio;
using Parley.PortAudio;

namespace Parley.Devices;

/// <summary>The devices that PortAudio reaches.</summary>
/// <remarks>PortAudio looks for devices only when it is initialised anew, which it is when no stream is left open.</remarks>
internal sealed class PortAudioHost : IDeviceHost
{
    private const int UsualRate = 48000;

    public static IReadOnlyList<AudioDevice> Devices()
    {
        lock (PortAudioLibrary.Gate)
        {
            Initialize();
            try
            {
                return Listed();
            }
            finally
            {
                _ = PortAudioNative.Terminate();
            }
        }
    }

    public OpenedDevice Open(string? choice, TimeSpan latency, SamplesHeard heard) =>
        Open(choice, Direction.Input, latency, heard, wanted: null);

    public OpenedDevice Open(string? choice, TimeSpan latency, Func<int, SamplesWanted> wanted) =>
        Open(choice, Direction.Output, latency, heard: null, wanted);

    private static OpenedDevice Open(string? choice, Direction direction, TimeSpan latency, SamplesHeard? heard, Func<int, SamplesWanted>? wanted)
    {
        lock (PortAudioLibrary.Gate)
        {
            Initialize();
            OpenedDevice? opened = null;
            try
            {
                var device = AudioDevices.Choose(Listed(), choice, direction);
                var rate = Resampler.Supports(device.DefaultSampleRate, UsualRate) ? device.DefaultSampleRate : UsualRate;
                var stream = PortAudioStream.Start(device.Index, rate, latency, heard, wanted?.Invoke(rate), out var error)
                    ?? throw new AudioDeviceException($"The device '{device.Name}' cannot be opened: {PortAudioLibrary.Text(error)}.");
                return opened = new(device, stream);
            }
            finally
            {
                // an open stream terminates what was initialised for it
                if (opened is null) _ = PortAudioNative.Terminate();
            }
        }
    }

    private static void Initialize()
    {
        if (PortAudioLibrary.Missing is { } missing) throw new AudioDeviceException(missing);
        var error = PortAudioNative.Initialize();
        if (error != 0) throw new AudioDeviceException($"PortAudio does not start: {PortAudioLibrary.Text(error)}.");
    }

    private static unsafe List<AudioDevice> Listed()
    {
        var devices = new List<AudioDevice>();
        var (input, output) = (PortAudioNative.DefaultInput(), PortAudioNative.DefaultOutput());
        for (var index = 0; index < PortAudioNative.DeviceCount(); index++)
        {
            var device = PortAudioNative.DeviceAt(index);
            if (device is null) continue;
            var api = PortAudioNative.HostApiAt(device->HostApi);
            devices.Add(new(
                index,
                Marshal.PtrToStringUTF8(device->Name) ?? "",
                api is null ? "" : Marshal.PtrToStringUTF8(api->Name) ?? "",
                device->InputChannels,
                device->OutputChannels,
                (int)Math.Round(device->SampleRate),
                index == input,
                index == output));
        }

        return devices;
    }
}
