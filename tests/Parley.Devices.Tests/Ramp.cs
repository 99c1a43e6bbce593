using System.Runtime.InteropServices;

namespace Parley.Devices;

/// <summary>Sound whose every sample tells its place: 1, 2, 3, …</summary>
internal static class Ramp
{
    public static short[] Samples(int count, int first = 1) => [.. Enumerable.Range(first, count).Select(value => (short)value)];

    public static byte[] Pcm(int count, int first = 1) => MemoryMarshal.AsBytes<short>(Samples(count, first)).ToArray();

    public static short[] Read(ReadOnlyMemory<byte> pcm) => MemoryMarshal.Cast<byte, short>(pcm.Span).ToArray();
}
