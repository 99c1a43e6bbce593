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
        var cutter = new DeltaCutter(4800);
        var sound = Tone.Pcm16(555);
        var deltas = sound.Chunk(chunk).SelectMany(piece => cutter.Cut(piece).ToList()).ToList();
        deltas.ShouldAllBe(delta => delta.Length == 4800);
        deltas.Count.ShouldBe(5);
        var rest = cutter.Rest();
        rest.Length.ShouldBe(55 * 48);
        deltas.Append(rest).SelectMany(delta => delta.ToArray()).ShouldBe(sound);
        cutter.Rest().Length.ShouldBe(0);
    }
}
