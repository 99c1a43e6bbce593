using Parley.Audio;
using Parley.Testing;

namespace Parley.Tests;

/// <summary>A folder of its own for one test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-cli-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>A WAV file with a tone.</summary>
    public string Wav(string name, int ms = 600, int sampleRate = 24000)
    {
        var samples = new short[ms * sampleRate / 1000];
        Buffer.BlockCopy(Tone.Pcm16(ms, sampleRate), 0, samples, 0, samples.Length * sizeof(short));
        File.WriteAllBytes(this[name], Audio.Wav.Encode(samples, sampleRate));
        return this[name];
    }

    public string Text(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    public static Sound Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Audio.Wav.Read(stream);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
