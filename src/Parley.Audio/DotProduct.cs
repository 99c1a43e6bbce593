using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Parley.Audio;

/// <summary>The sum of products of 16-bit numbers; integers, so every processor gives the same bits.</summary>
internal static class DotProduct
{
    /// <summary>Both spans must be equally long, a multiple of this.</summary>
    public const int Step = 16;

    public static int Of(ReadOnlySpan<short> left, ReadOnlySpan<short> right) =>
        Avx2.IsSupported ? Wide(left, right) : Portable(left, right);

    internal static int Wide(ReadOnlySpan<short> left, ReadOnlySpan<short> right)
    {
        var a = MemoryMarshal.Cast<short, Vector256<short>>(left);
        var b = MemoryMarshal.Cast<short, Vector256<short>>(right)[..a.Length];
        var sum = Vector256<int>.Zero;
        for (var i = 0; i < a.Length; i++) sum += Avx2.MultiplyAddAdjacent(a[i], b[i]);
        return Vector256.Sum(sum);
    }

    internal static int Portable(ReadOnlySpan<short> left, ReadOnlySpan<short> right)
    {
        var a = MemoryMarshal.Cast<short, Vector128<short>>(left);
        var b = MemoryMarshal.Cast<short, Vector128<short>>(right)[..a.Length];
        var sum = Vector128<int>.Zero;
        for (var i = 0; i < a.Length; i++)
        {
            var (low, high) = Vector128.Widen(a[i]);
            var (otherLow, otherHigh) = Vector128.Widen(b[i]);
            sum += (low * otherLow) + (high * otherHigh);
        }

        return Vector128.Sum(sum);
    }
}
