using System.Diagnostics;
using System.Runtime.InteropServices;
using Parley.Audio;
using Parley.Terminals;

namespace Parley.Sounds;

/// <summary>Reads every kind of sound that ffmpeg reads.</summary>
internal static class Ffmpeg
{
    public const string Name = "ffmpeg";
    public const string InstallCommand = "apt-get install ffmpeg";

    /// <exception cref="CommandException">ffmpeg is missing, or finds no sound in the file.</exception>
    public static async Task<Sound> ReadAsync(string path, Surroundings around, CancellationToken cancellation)
    {
        var program = around.Program(Name)
            ?? throw new CommandException($"{path} is no WAV file, and ffmpeg, which would convert it, is not installed. Install it with: {InstallCommand}");
        using var process = Start(program, path);
        await using var stop = cancellation.Register(() => Kill(process));
        var complaint = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var pcm = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(pcm, CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode == 0 && pcm.Length > 0
            ? new(SoundFile.SampleRate, MemoryMarshal.Cast<byte, short>(pcm.GetBuffer().AsSpan(0, (int)pcm.Length)).ToArray())
            : throw new CommandException($"{path} is no audio file: ffmpeg finds no sound in it.", new InvalidDataException(await complaint));
    }

    // "file:" keeps a name with a colon from being taken for a protocol, and a playlist from reaching for the network
    private static Process Start(string program, string path) => Process.Start(new ProcessStartInfo(
        program,
        [
            "-nostdin", "-hide_banner", "-v", "error", "-protocol_whitelist", "file,pipe", "-i", $"file:{Path.GetFullPath(path)}",
            "-vn", "-ac", "1", "-ar", $"{SoundFile.SampleRate}", "-f", "s16le", "pipe:1",
        ])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // it has just ended by itself
        }
    }
}
