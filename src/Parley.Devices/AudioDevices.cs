using System.Globalization;

namespace Parley.Devices;

/// <summary>The sound devices of this machine.</summary>
public static class AudioDevices
{
    /// <summary>What is plugged in. While a stream is open the list is that of its opening.</summary>
    /// <exception cref="AudioDeviceException">PortAudio is not installed.</exception>
    public static IReadOnlyList<AudioDevice> List() => PortAudioHost.Devices();

    /// <summary>The chosen microphone.</summary>
    /// <param name="choice">An index, or a name or a part of one; null for the default.</param>
    /// <exception cref="AudioDeviceException">There is none; the message lists those there are.</exception>
    public static AudioDevice Microphone(string? choice = null) => Choose(List(), choice, Direction.Input);

    /// <summary>The chosen loudspeaker.</summary>
    /// <inheritdoc cref="Microphone"/>
    public static AudioDevice Loudspeaker(string? choice = null) => Choose(List(), choice, Direction.Output);

    internal static AudioDevice Choose(IReadOnlyList<AudioDevice> devices, string? choice, Direction direction)
    {
        var fitting = devices.Where(device => Channels(device, direction) > 0).ToList();
        var found = string.IsNullOrWhiteSpace(choice)
            ? fitting.Find(device => direction == Direction.Input ? device.IsDefaultInput : device.IsDefaultOutput) ?? fitting.FirstOrDefault()
            : Named(fitting, choice.Trim());
        return found ?? throw new AudioDeviceException(Complaint(fitting, choice, direction));
    }

    private static AudioDevice? Named(List<AudioDevice> devices, string choice) =>
        int.TryParse(choice, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? devices.Find(device => device.Index == index)
            : devices.Find(device => string.Equals(device.Name, choice, StringComparison.OrdinalIgnoreCase))
                ?? devices.Find(device => device.Name.Contains(choice, StringComparison.OrdinalIgnoreCase));

    private static int Channels(AudioDevice device, Direction direction) =>
        direction == Direction.Input ? device.InputChannels : device.OutputChannels;

    private static string Complaint(List<AudioDevice> devices, string? choice, Direction direction)
    {
        var kind = direction == Direction.Input ? "microphone" : "loudspeaker";
        if (devices.Count == 0) return $"This machine has no {kind}.";
        return $"No {kind} is called '{choice?.Trim()}'. There are:{string.Concat(devices.Select(device => $"\n  {device}"))}";
    }
}
