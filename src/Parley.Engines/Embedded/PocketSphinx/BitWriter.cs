using System.Buffers.Binary;

namespace Parley.Embedded.PocketSphinx;

/// <summary>Writes numbers of any width below 57 bits one after the other, the lowest bit first.</summary>
internal sealed class BitWriter(int bytes)
{
    private readonly byte[] _bytes = new byte[bytes];
    private long _bit;

    internal ReadOnlySpan<byte> Bytes => _bytes;

    internal void Write(long value, int bits)
    {
        var at = _bytes.AsSpan((int)(_bit >> 3));
        BinaryPrimitives.WriteInt64LittleEndian(at, BinaryPrimitives.ReadInt64LittleEndian(at) | (value << (int)(_bit & 7)));
        _bit += bits;
    }
}
