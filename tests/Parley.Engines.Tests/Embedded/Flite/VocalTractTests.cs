namespace Parley.Embedded.Flite;

public sealed class VocalTractTests
{
    [Theory]
    [InlineData(1.12)]
    [InlineData(0.9)]
    public void A_tone_moves_by_the_ratio_and_becomes_shorter_by_it(double ratio)
    {
        var shaped = new VocalTract(ratio).Shape(Tone(1000, 16000), last: true);

        ((double)shaped.Length).ShouldBe(16000 / ratio, tolerance: 2);
        ((double)Crossings(shaped)).ShouldBe(1000 * shaped.Length * ratio / 16000, tolerance: 2);
        ((double)shaped.Max()).ShouldBe(10000, tolerance: 100);
    }

    [Fact]
    public void Pieces_give_the_same_samples_as_the_whole()
    {
        var tone = Tone(440, 5000);
        var whole = new VocalTract(1.12).Shape(tone, last: true);
        var tract = new VocalTract(1.12);

        short[] pieces = [.. tone.Chunk(7).SelectMany(piece => tract.Shape(piece, last: false)), .. tract.Shape([], last: true)];

        pieces.ShouldBe(whole);
    }

    [Fact]
    public void What_would_fold_back_is_silenced() =>
        ((int)new VocalTract(1.5).Shape(Tone(7000, 16000), last: true).Skip(100).SkipLast(100).Max()).ShouldBeLessThan(300);

    private static short[] Tone(double frequency, int samples) =>
        [.. Enumerable.Range(0, samples).Select(i => (short)(10000 * Math.Sin(2 * Math.PI * frequency * i / 16000)))];

    private static int Crossings(short[] samples) => samples.Zip(samples.Skip(1)).Count(pair => pair.First < 0 && pair.Second >= 0);
}
