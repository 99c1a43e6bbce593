using System.Diagnostics;
using Parley.Audio;
using Parley.Terminals;

namespace Parley.Sounds;

/// <summary>A program that plays WAV files, on a machine that has something to play them on.</summary>
/// <param name="Program">Its path.</param>
internal sealed record Player(string Program)
{
    public const string InstallCommand = "apt-get install alsa-utils";

    private static readonly string[] Names = ["pw-play", "paplay", "aplay", "ffplay"];

    /// <summary>Whether the machine has a sound card, or a sound server that may have one elsewhere.</summary>
    public static bool HasDevice(Surroundings around) =>
        (Directory.Exists("/dev/snd") && Directory.EnumerateFiles("/dev/snd", "pcm*p").Any())
        || (around.Variable("XDG_RUNTIME_DIR") is { Length: > 0 } folder
            && (File.Exists(Path.Combine(folder, "pipewire-0")) || File.Exists(Path.Combine(folder, "pulse", "native"))));

    /// <summary>A player, or null where none is installed or nothing would sound.</summary>
    public static Player? Find(Surroundings around) =>
        HasDevice(around) && Names.Select(around.Program).FirstOrDefault(path => path is not null) is { } program ? new(program) : null;

    /// <summary>Plays a sound to its end.</summary>
    /// <exception cref="CommandException">The player failed.</exception>
    public async Task PlayAsync(Sound sound, CancellationToken cancellation)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".wav");
        try
        {
            await File.WriteAllBytesAsync(path, Wav.Encode(sound.Samples.Span, sound.SampleRate), cancellation);
            await PlayAsync(path, cancellation);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Plays a file to its end.</summary>
    /// <exception cref="CommandException">The player failed.</exception>
    public async Task PlayAsync(string path, CancellationToken cancellation)
    {
        string[] arguments = Path.GetFileName(Program) == "ffplay" ? ["-nodisp", "-autoexit", "-v", "error", path] : [path];
        using var process = Process.Start(new ProcessStartInfo(Program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var said = process.StandardOutput.ReadToEndAsync(cancellation);
            var complaint = await process.StandardError.ReadToEndAsync(cancellation);
            await said;
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
            {
                throw new CommandException($"{Path.GetFileName(Program)} could not play the sound: {complaint.Trim()} Use --out FILE.wav to keep it instead.");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
