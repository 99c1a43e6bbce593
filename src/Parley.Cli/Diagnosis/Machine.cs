using System.Runtime.InteropServices;
using Parley.Embedded.Espeak;
using Parley.Embedded.Flite;
using Parley.Embedded.Utterances;
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
            new("runtime", "this program", Ready: true, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors"),
            Voice(flite, "speaks English", "in this process, first sound within some 10 ms; 7 voices", required: !espeak.Available),
            Voice(espeak, "speaks other languages", "as a program, some hundred languages, robotic; English too where flite is missing", required: false),
            Ffmpeg(around),
            Playback(around),
        ];
    }

    private static Finding Voice(EngineProbe probe, string role, string ability, bool required) =>
        new(probe.Engine, role, probe.Available, probe.Available ? ability : $"{probe.Missing} was not found")
        {
            Packages = [probe.Package],
            Required = required,
        };

    private static Finding Ffmpeg(Surroundings around) => around.Program(Sounds.Ffmpeg.Name) is { } path
        ? new("ffmpeg", "reads audio files that are no WAV", Ready: true, path)
        : new("ffmpeg", "reads audio files that are no WAV", Ready: false, "not installed; WAV files work without it") { Packages = ["ffmpeg"] };

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
