using System.Buffers.Binary;

namespace Parley.Audio;

/// <summary>What the <c>fmt </c> chunk of a WAV file says about its samples.</summary>
/// <param name="Tag">1 linear, 3 floating point, 6 A-law, 7 mu-law.</param>
/// <param name="Channels">Samples that sound at once.</param>
/// <param name="SampleRate">In Hz.</param>
/// <param name="Bits">Bits of one sample.</param>
internal sealed record WavLayout(int Tag, int Channels, int SampleRate, int Bits)
{
    private const int Extensible = 0xFFFE;
    private const int SubformatOffset = 24;

    private int BytesPerSample => Bits / 8;

    /// <exception cref="InvalidDataException">The chunk is too short, or names a layout that is not read here.</exception>
    public static WavLayout Parse(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 16)
            throw new InvalidDataException($"The WAV file's 'fmt ' chunk has {chunk.Length} bytes; 16 are the least.");

        var tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        if (tag == Extensible && chunk.Length >= SubformatOffset + 2) tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[SubformatOffset..]);
        var layout = new WavLayout(
            tag,
            BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]),
            BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]),
            BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]));
        return layout is ({ } known, > 0, > 0, var bits) && IsRead(known, bits)
            ? layout
            : throw new InvalidDataException(
                $"The WAV file holds format {layout.Tag}, {layout.Channels} channels, {layout.SampleRate} Hz, {layout.Bits} bits; "
                + "what is read: linear PCM (1) of 8, 16, 24 or 32 bits, float (3) of 32 bits, A-law (6) and mu-law (7), "
                + "with at least one channel and a rate above zero.");
    }

    /// <summary>Reads interleaved samples and mixes the channels down; bytes of an unfinished moment at the end are dropped.</summary>
    public short[] Mono(ReadOnlySpan<byte> data)
    {
        var mono = new short[data.Length / (BytesPerSample * Channels)];
        for (var moment = 0; moment < mono.Length; moment++)
        {
            var sum = 0d;
            for (var channel = 0; channel < Channels; channel++)
                sum += Sample(data.Slice(((moment * Channels) + channel) * BytesPerSample, BytesPerSample));
            mono[moment] = (short)Math.Clamp(Math.Round(sum / Channels), short.MinValue, short.MaxValue);
        }

        return mono;
    }

    private static bool IsRead(int tag, int bits) => (tag, bits) is (1, 8 or 16 or 24 or 32) or (3, 32) or (6 or 7, 8);

    /// <summary>One sample on the scale of 16 bits.</summary>
    private double Sample(ReadOnlySpan<byte> bytes) => (Tag, Bits) switch
    {
        (1, 8) => (bytes[0] - 128) * 256d,
        (1, 16) => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        (1, 24) => (bytes[0] | (bytes[1] << 8) | ((sbyte)bytes[2] << 16)) / 256d,
        (1, 32) => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 65536d,
        (3, 32) => BinaryPrimitives.ReadSingleLittleEndian(bytes) is var value && float.IsNaN(value) ? 0 : value * 32768d,
        _ => Companded(bytes),
    };

    private short Companded(ReadOnlySpan<byte> bytes)
    {
        Span<short> sample = stackalloc short[1];
        if (Tag == 7) G711.DecodeMuLaw(bytes, sample);
        else G711.DecodeALaw(bytes, sample);
        return sample[0];
    }
}
