using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Parley.Audio;

/// <summary>16-bit samples as the floats that WebRTC takes: the same numbers. Frames are multiples of eight.</summary>
internal static class FloatSamples
{
    public static void Widen(ReadOnlySpan<short> samples, Span<float> floats)
    {
        var wide = MemoryMarshal.Cast<float, Vector128<float>>(floats);
        foreach (var eight in MemoryMarshal.Cast<short, Vector128<short>>(samples))
        {
            var (low, high) = Vector128.Widen(eight);
            (wide[0], wide[1]) = (Vector128.ConvertToSingle(low), Vector128.ConvertToSingle(high));
            wide = wide[2..];
        }
    }

    public static void Narrow(ReadOnlySpan<float> floats, Span<short> samples)
    {
        var wide = MemoryMarshal.Cast<float, Vector128<float>>(floats);
        foreach (ref var eight in MemoryMarshal.Cast<short, Vector128<short>>(samples))
        {
            eight = Vector128.NarrowWithSaturation(Vector128.ConvertToInt32(wide[0]), Vector128.ConvertToInt32(wide[1]));
            wide = wide[2..];
        }
    }
}
