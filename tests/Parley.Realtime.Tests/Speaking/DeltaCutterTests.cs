using System.Buffers;
using Parley.Testing;

namespace Parley.Speaking;

public sealed class DeltaCutterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(4800)]
    [InlineData(100_000)]
    public void Deltas_are_100_ms_however_the_sound_comes_and_lose_nothing(int chunk)
    {
        using var cutter = new DeltaCutter(4800, ArrayPool<byte>.Shared);
        var sound = Tone.Pcm16(555);
        var deltas = new List<byte[]>();
        foreach (var piece in sound.Chunk(chunk))
        {
            ReadOnlyMemory<byte> left = piece;
            while (cutter.TryCut(ref left))
            {
                deltas.Add(Take(cutter));
            }
        }

        deltas.ShouldAllBe(delta => delta.Length == 4800);
        deltas.Count.ShouldBe(5);
        cutter.Length.ShouldBe(55 * 48);
        deltas.Append(Take(cutter)).SelectMany(delta => delta).ShouldBe(sound);
        cutter.Length.ShouldBe(0);
    }

    private static byte[] Take(DeltaCutter cutter)
    {
        var delta = cutter.Take(out var loan).ToArray();
        loan.Return();
        return delta;
    }
}
