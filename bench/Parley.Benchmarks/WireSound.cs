using Parley.Audio;

namespace Parley.Benchmarks;

/// <summary>A format of sound on the wire, as tables call it.</summary>
public sealed record WireSound(string Name, PcmFormat Format)
{
    public static IReadOnlyList<WireSound> All { get; } = [new("PCM 24 kHz", PcmFormat.Pcm16(24000)), new("µ-law 8 kHz", PcmFormat.MuLaw), new("PCM 48 kHz", PcmFormat.Pcm16(48000))];

    public byte[] Voice(int ms)
    {
        var samples = Sample.VoiceSamples(Format.SampleRate, ms);
        var encoder = new AudioEncoder(Format.SampleRate, Format);
        var bytes = new byte[encoder.MaxBytes(samples.Length)];
        return bytes[..encoder.Encode(samples, bytes)];
    }

    public override string ToString() => Name;
}
