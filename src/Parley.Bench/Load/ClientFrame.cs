using System.Buffers.Binary;

namespace Parley.Load;

/// <summary>Frames of a WebSocket client, ready to be sent.</summary>
internal static class ClientFrame
{
    public const int Text = 1;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    private const int Final = 0x80;
    private const int Masked = 0x80;
    private const int MaxHead = 14;

    // a mask protects proxies from hostile pages; a load generator has none to protect, and one mask makes a frame that all sessions share
    private static readonly byte[] Mask = [0x5a, 0xc3, 0x96, 0x0f];

    public static byte[] Of(int opcode, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[MaxHead];
        head[0] = (byte)(Final | opcode);
        var length = Length(payload.Length, head[1..]) + 1;
        head[1] |= Masked;
        Mask.CopyTo(head[length..]);
        length += Mask.Length;

        var frame = GC.AllocateUninitializedArray<byte>(length + payload.Length);
        head[..length].CopyTo(frame);
        for (var i = 0; i < payload.Length; i++)
        {
            frame[length + i] = (byte)(payload[i] ^ Mask[i & 3]);
        }

        return frame;
    }

    /// <summary>A close with a code.</summary>
    public static byte[] Closing(ushort code)
    {
        Span<byte> payload = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, code);
        return Of(Close, payload);
    }

    /// <returns>Bytes that the length took.</returns>
    private static int Length(int length, Span<byte> at)
    {
        switch (length)
        {
            case < 126:
                at[0] = (byte)length;
                return 1;
            case <= ushort.MaxValue:
                at[0] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(at[1..], (ushort)length);
                return 3;
            default:
                at[0] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(at[1..], (ulong)length);
                return 9;
        }
    }
}
