namespace Parley.Embedded.Espeak;

/// <summary>A folder for programs that stand in for espeak-ng; gone with the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("parley-espeak-").FullName;

    public string Script(string body)
    {
        var script = System.IO.Path.Combine(Path, "espeak-ng");
        File.WriteAllText(script, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return script;
    }

    /// <summary>A file with a WAV header as espeak-ng writes it: 22.05 kHz, 16-bit mono, a length that is not true.</summary>
    public string WavHead()
    {
        var file = System.IO.Path.Combine(Path, "head.wav");
        using var head = new BinaryWriter(File.Create(file));
        head.Write("RIFF"u8);
        head.Write(0x7ffff024);
        head.Write("WAVEfmt "u8);
        head.Write(16);
        head.Write((short)1);
        head.Write((short)1);
        head.Write(22050);
        head.Write(44100);
        head.Write((short)2);
        head.Write((short)16);
        head.Write("data"u8);
        head.Write(0x7ffff000);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
