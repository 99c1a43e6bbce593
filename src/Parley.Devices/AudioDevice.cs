namespace Parley.Devices;

/// <summary>A sound device of this machine, as PortAudio lists it.</summary>
/// <param name="Index">Its place in the list; changes when devices come and go.</param>
/// <param name="HostApi">Through what it is reached, for example ALSA.</param>
/// <param name="InputChannels">More than none: a microphone.</param>
/// <param name="OutputChannels">More than none: a loudspeaker.</param>
/// <param name="DefaultSampleRate">Its own rate in Hz.</param>
/// <param name="IsDefaultInput">Whether it is taken where no microphone is chosen.</param>
/// <param name="IsDefaultOutput">Whether it is taken where no loudspeaker is chosen.</param>
public sealed record AudioDevice(
    int Index,
    string Name,
    string HostApi,
    int InputChannels,
    int OutputChannels,
    int DefaultSampleRate,
    bool IsDefaultInput,
    bool IsDefaultOutput)
{
    /// <summary>For people: <c>3: USB Audio (ALSA, 1 in, 2 out, 48000 Hz, default microphone)</c>.</summary>
    public override string ToString()
    {
        var defaults = (IsDefaultInput ? ", default microphone" : "") + (IsDefaultOutput ? ", default loudspeaker" : "");
        return $"{Index}: {Name} ({HostApi}, {InputChannels} in, {OutputChannels} out, {DefaultSampleRate} Hz{defaults})";
    }
}
