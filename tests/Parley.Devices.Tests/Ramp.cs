using System.Runtime.InteropServices;

namespace Parley.Devices;

/// <summary>Sound whose every sample tells its place: 1, 2, 3, …</summary>
internal static class Ramp
{
    public static short[] Samples(int count, int first = 1) => [.. Enumerable.Range(first, count).Select(value => (short)value)];

    public static byte[] Pcm(int count, int first = 1) => MemoryMarshal.AsBytes<short>(Samples(count, first)).ToArray();

    /// <summary>Compares without printing thousands of samples.</summary>
    public static void ShouldSound(this IEnumerable<short> samples, IEnumerable<short> expected)
    {
        var (heard, wanted) = (samples.ToArray(), expected.ToArray());
        var same = heard.AsSpan().CommonPrefixLength(wanted);
        (same == heard.Length && same == wanted.Length).ShouldBeTrue(
            $"{heard.Length} samples instead of {wanted.Length}; from sample {same} on [{Some(heard)}] instead of [{Some(wanted)}]");

        string Some(short[] sound) => string.Join(", ", sound.Skip(same).Take(10));
    }

    public static short[] Read(ReadOnlyMemory<byte> pcm) => MemoryMarshal.Cast<byte, short>(pcm.Span).ToArray();
}
