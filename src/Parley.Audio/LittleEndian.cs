using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Parley.Audio;

/// <summary>16-bit samples as they stand on the wire, whatever the machine's own order of bytes.</summary>
internal static class LittleEndian
{
    /// <param name="bytes">Two for each sample.</param>
    public static void ToSamples(ReadOnlySpan<byte> bytes, Span<short> samples)
    {
        var wire = MemoryMarshal.Cast<byte, short>(bytes);
        if (BitConverter.IsLittleEndian) wire.CopyTo(samples);
        else BinaryPrimitives.ReverseEndianness(wire, samples);
    }

    /// <param name="bytes">Room for two for each sample.</param>
    public static void ToBytes(ReadOnlySpan<short> samples, Span<byte> bytes)
    {
        var wire = MemoryMarshal.Cast<byte, short>(bytes);
        if (BitConverter.IsLittleEndian) samples.CopyTo(wire);
        else BinaryPrimitives.ReverseEndianness(samples, wire);
    }
}
