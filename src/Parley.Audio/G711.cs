using System.Numerics;

namespace Parley.Audio;

/// <summary>ITU-T G.711: telephone speech, 8 bits a sample, in both of its laws.</summary>
public static class G711
{
    // Mu-law is defined on 14 bits and A-law on 12 (with sign), so the tables are indexed by what is left of a sample.
    private const int MuLawShift = 2;
    private const int ALawShift = 4;

    private static readonly short[] FromMuLaw = Table(256, code => ExpandMuLaw((byte)code));
    private static readonly short[] FromALaw = Table(256, code => ExpandALaw((byte)code));
    private static readonly byte[] ToMuLaw = Table(1 << (16 - MuLawShift), index => CompressMuLaw(Sample(index, MuLawShift)));
    private static readonly byte[] ToALaw = Table(1 << (16 - ALawShift), index => CompressALaw(Sample(index, ALawShift)));

    /// <summary>Expands mu-law codes into as many samples.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than the source.</exception>
    public static void DecodeMuLaw(ReadOnlySpan<byte> codes, Span<short> samples) => Decode(FromMuLaw, codes, samples);

    /// <inheritdoc cref="DecodeMuLaw"/>
    public static void DecodeALaw(ReadOnlySpan<byte> codes, Span<short> samples) => Decode(FromALaw, codes, samples);

    /// <summary>Compresses samples into as many mu-law codes.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than the source.</exception>
    public static void EncodeMuLaw(ReadOnlySpan<short> samples, Span<byte> codes) =>
        Encode(ToMuLaw, MuLawShift, samples, codes);

    /// <inheritdoc cref="EncodeMuLaw"/>
    public static void EncodeALaw(ReadOnlySpan<short> samples, Span<byte> codes) =>
        Encode(ToALaw, ALawShift, samples, codes);

    private static void Decode(short[] table, ReadOnlySpan<byte> codes, Span<short> samples)
    {
        RoomFor(codes.Length, samples.Length, nameof(samples));
        for (var i = 0; i < codes.Length; i++) samples[i] = table[codes[i]];
    }

    private static void Encode(byte[] table, int shift, ReadOnlySpan<short> samples, Span<byte> codes)
    {
        RoomFor(samples.Length, codes.Length, nameof(codes));
        for (var i = 0; i < samples.Length; i++) codes[i] = table[(ushort)samples[i] >> shift];
    }

    private static void RoomFor(int needed, int given, string destination)
    {
        if (given < needed) throw new ArgumentException($"{needed} samples do not fit into a destination of {given}.", destination);
    }

    private static T[] Table<T>(int size, Func<int, T> entry) => [.. Enumerable.Range(0, size).Select(entry)];

    private static short Sample(int index, int shift) => (short)(index << shift);

    private static short ExpandMuLaw(byte code)
    {
        var bits = ~code & 0xFF;
        var magnitude = ((((bits & 0x0F) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
        return (short)((bits & 0x80) != 0 ? -magnitude : magnitude);
    }

    private static short ExpandALaw(byte code)
    {
        var bits = code ^ 0x55;
        var segment = (bits & 0x70) >> 4;
        var step = ((bits & 0x0F) << 4) + 8;
        var magnitude = segment == 0 ? step : (step + 0x100) << (segment - 1);
        return (short)((bits & 0x80) != 0 ? magnitude : -magnitude);
    }

    private static byte CompressMuLaw(short sample)
    {
        // One's complement for negatives, as the standard's own reference does: the two halves stay mirror images.
        var magnitude = Math.Min(((sample < 0 ? ~sample : sample) >> MuLawShift) + 33, 0x1FFF);
        var segment = BitOperations.Log2((uint)magnitude) - 5;
        var code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0F);
        return (byte)(~code & (sample < 0 ? 0x7F : 0xFF));
    }

    private static byte CompressALaw(short sample)
    {
        var magnitude = (sample < 0 ? ~sample : sample) >> ALawShift;
        var segment = magnitude < 32 ? magnitude >> 4 : BitOperations.Log2((uint)magnitude) - 3;
        var code = (segment << 4) | ((magnitude >> Math.Max(segment - 1, 0)) & 0x0F);
        return (byte)((code | (sample < 0 ? 0 : 0x80)) ^ 0x55);
    }
}
