using System.Runtime.InteropServices;

namespace Parley.Testing;

/// <summary>Sound for tests: a tone that counts as speech for <see cref="LoudnessVoiceActivity"/>, and silence that does not.</summary>
public static class Tone
{
    /// <summary>A 200 Hz tone, 16-bit little-endian mono PCM.</summary>
    public static byte[] Pcm16(int ms, int sampleRate = 24000)
    {
        var samples = new short[ms * sampleRate / 1000];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (short)(8000 * Math.Sin(2 * Math.PI * 200 * i / sampleRate));
        }

        return MemoryMarshal.AsBytes<short>(samples).ToArray();
    }

    /// <summary>Silence, 16-bit mono PCM.</summary>
    public static byte[] Silence(int ms, int sampleRate = 24000) => new byte[ms * sampleRate / 1000 * sizeof(short)];
}
