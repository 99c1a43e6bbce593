using System.Runtime.InteropServices;
using Parley.Audio;

namespace Parley.Load;

/// <summary>What callers say: sound of the protocol's format, in whole chunks.</summary>
/// <param name="Samples">Loud from the first; padded with silence to whole chunks.</param>
/// <param name="Padding">The silence at its end.</param>
internal sealed record Speech(ReadOnlyMemory<byte> Samples, TimeSpan Padding)
{
    public static readonly PcmFormat Format = PcmFormat.Pcm16(24000);

    // quieter than speech, louder than what recordings hiss
    private const int Audible = 500;
    private const int Pitch = 150;
    private const int Harmonics = 12;
    private const double Amplitude = 9000;

    /// <summary>What was recorded, from its first loud sample to its last.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Speech Of(ReadOnlySpan<short> sound, TimeSpan chunk)
    {
        var first = sound.IndexOfAnyExceptInRange((short)-Audible, (short)Audible);
        if (first < 0)
        {
            throw new ArgumentException("There is nothing loud in it.", nameof(sound));
        }

        var loud = sound[first..(sound.LastIndexOfAnyExceptInRange((short)-Audible, (short)Audible) + 1)];
        var chunkSamples = Format.BytesFor(chunk) / sizeof(short);
        var samples = new short[(loud.Length + chunkSamples - 1) / chunkSamples * chunkSamples];
        loud.CopyTo(samples);
        return new(MemoryMarshal.AsBytes(samples.AsSpan()).ToArray(), Format.Duration((samples.Length - loud.Length) * sizeof(short)));
    }

    /// <summary>A vowel: a pitch and its harmonics, as loud from its first sample to its last.</summary>
    public static Speech Vowel(TimeSpan length, TimeSpan chunk)
    {
        var sound = new short[Format.BytesFor(length) / sizeof(short)];
        for (var i = 0; i < sound.Length; i++)
        {
            var sum = 0.0;
            for (var harmonic = 1; harmonic <= Harmonics; harmonic++)
            {
                sum += Math.Cos(2 * Math.PI * Pitch * harmonic * i / Format.SampleRate) / harmonic;
            }

            sound[i] = (short)(Amplitude * sum);
        }

        return Of(sound, chunk);
    }

    /// <summary>How many chunks it has.</summary>
    public int Chunks(TimeSpan chunk) => Samples.Length / Format.BytesFor(chunk);
}
