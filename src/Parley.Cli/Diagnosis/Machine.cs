using System.Runtime.InteropServices;
using Parley.Audio;
using Parley.Devices;
using Parley.Embedded.Espeak;
using Parley.Embedded.Flite;
using Parley.Embedded.PocketSphinx;
using Parley.Embedded.Utterances;
using Parley.Embedded.VoiceActivity;
using Parley.Sounds;
using Parley.Terminals;

namespace Parley.Diagnosis;

/// <summary>Looks at what this machine has of what Parley uses.</summary>
internal static class Machine
{
    public static IReadOnlyList<Finding> Examine(Surroundings around)
    {
        var (flite, espeak) = (FliteTextToSpeech.Probe(), EspeakTextToSpeech.Probe());
        return
        [
            new("runtime", "runs Parley", Ready: true, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors"),
            new("voice activity", "hears when somebody speaks", WebRtc.IsAvailable, EmbeddedVoiceActivity.Description) { Packages = ["libwebrtc-audio-processing1"] },
            Recogniser(PocketSphinxSpeechToText.Probe()),
            new("parley-rules", "answers", Ready: true, "chooses tools, reads their results out, small talk, English and Russian; rules, no language model"),
            Voice(flite, "speaks English", "in this process, the first sound after some 10 ms; 7 voices", required: !espeak.Available),
            Voice(espeak, "speaks other languages", "as a program, some hundred languages, a robotic voice; English too where flite is missing", required: false),
            Converter(around),
            Playback(around),
            Devices(around.Command),
        ];
    }

    private static Finding Recogniser(PocketSphinxAvailability probe) => new(
        "pocketsphinx",
        "understands English",
        probe.Available,
        probe.Available
            ? "good for the words that an agent's tools and instructions lead it to expect, poor for open speech"
            : $"{string.Join(", ", probe.Missing)} not found")
    {
        Packages = probe.Packages,
        Required = true,
    };

    private static Finding Voice(EngineProbe probe, string role, string ability, bool required) =>
        new(probe.Engine, role, probe.Available, probe.Available ? ability : $"{probe.Missing} was not found")
        {
            Packages = [probe.Package],
            Required = required,
        };

    private static Finding Converter(Surroundings around)
    {
        const string Role = "reads audio files other than WAV";
        return around.Program(Ffmpeg.Name) is { } path
            ? new(Ffmpeg.Name, Role, Ready: true, path)
            : new(Ffmpeg.Name, Role, Ready: false, "not installed; WAV files work without it") { Packages = ["ffmpeg"] };
    }

    private static Finding Devices(string program)
    {
        const string Name = "portaudio";
        const string Role = "hears and speaks in a live talk";
        try
        {
            var devices = AudioDevices.List();
            var (microphones, speakers) = (devices.Count(device => device.InputChannels > 0), devices.Count(device => device.OutputChannels > 0));
            return microphones + speakers == 0
                ? new(Name, Role, Ready: true, $"installed, but there is no sound device here; {program} talk works with files")
                : new(Name, Role, Ready: true, $"{microphones} microphones, {speakers} loudspeakers: {program} devices");
        }
        catch (AudioDeviceException)
        {
            return new(Name, Role, Ready: false, $"not installed; {program} talk works with files without it") { Packages = ["libportaudio2"] };
        }
    }

    private static Finding Playback(Surroundings around)
    {
        const string Name = "playback";
        const string Role = "plays answers";
        return (Player.Find(around), Player.HasDevice(around)) switch
        {
            ({ } player, _) => new(Name, Role, Ready: true, player.Program),
            (_, false) => new(Name, Role, Ready: false, "no sound device here; answers are written to files"),
            _ => new(Name, Role, Ready: false, "no player is installed; answers are written to files") { Packages = ["alsa-utils"] },
        };
    }
}
