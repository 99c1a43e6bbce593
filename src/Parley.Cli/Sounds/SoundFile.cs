using System.Globalization;
using Parley.Audio;
using Parley.Terminals;

namespace Parley.Sounds;

/// <summary>A file of sound as a person has it: WAV is read here, everything else by ffmpeg.</summary>
internal static class SoundFile
{
    /// <summary>What the protocol speaks by default, in Hz.</summary>
    public const int SampleRate = 24000;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    // what a server takes as one utterance
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Reads a whole file as mono at <see cref="SampleRate"/>.</summary>
    /// <exception cref="CommandException">There is no such file, no sound in it, or too much of it for a question.</exception>
    public static async Task<Sound> ReadAsync(string path, Surroundings around, CancellationToken cancellation)
    {
        var sound = await ReadAnyAsync(path, around, cancellation);
        if (sound.Duration > Longest)
        {
            throw new CommandException(string.Create(
                CultureInfo.InvariantCulture, $"{path} lasts {sound.Duration.TotalMinutes:0.0} minutes; a question may last {Longest.TotalMinutes:0} minutes at most."));
        }

        return sound.Duration >= Shortest
            ? sound
            : throw new CommandException($"{path} holds {sound.Duration.TotalMilliseconds:0} ms of sound; a question has at least {Shortest.TotalMilliseconds:0} ms.");
    }

    /// <summary>Reads a whole file of any length as mono at <see cref="SampleRate"/>.</summary>
    /// <exception cref="CommandException">There is no such file, or no sound in it.</exception>
    public static async Task<Sound> ReadAnyAsync(string path, Surroundings around, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new CommandException("The name of the file of sound is empty.");
        }

        var bytes = await NamedFile.ReadBytesAsync(path, "sound", cancellation);
        if (bytes.Length == 0)
        {
            throw new CommandException($"{path} is empty; a file of sound was expected.");
        }

        if (!IsWav(bytes))
        {
            return await around.Voice.WhileAsync($"converting {Path.GetFileName(path)}", () => Ffmpeg.ReadAsync(path, around, cancellation));
        }

        try
        {
            return Wav.Read(bytes).At(SampleRate);
        }
        catch (Exception foreign) when ((foreign is InvalidDataException or ArgumentOutOfRangeException) && around.Program(Ffmpeg.Name) is not null)
        {
            return await Ffmpeg.ReadAsync(path, around, cancellation); // a coding or rate that is rare in WAV files
        }
        catch (Exception broken) when (broken is InvalidDataException or ArgumentOutOfRangeException)
        {
            throw new CommandException($"{path} cannot be read: {broken.Message}", broken);
        }
    }

    private static bool IsWav(ReadOnlySpan<byte> bytes) => bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WAVE"u8);
}
