namespace Parley.Embedded.PocketSphinx;

public sealed class SpeechPiecesTests
{
    private const int Second = 16000;

    [Fact]
    public void Ten_seconds_stay_whole() => Lengths(Noise(10 * Second)).ShouldBe([10 * Second]);

    [Fact]
    public void A_longer_utterance_is_cut_in_its_pause()
    {
        var speech = Noise(15 * Second);
        speech.AsSpan(7 * Second, Second / 2).Clear();
        Lengths(speech)[0].ShouldBeInRange(7 * Second, 7 * Second + Second / 2);
    }

    [Fact]
    public void A_click_is_no_reason_to_cut_elsewhere_than_in_the_longest_silence()
    {
        var speech = Noise(15 * Second);
        speech.AsSpan(7 * Second, Second / 20).Clear(); // a closed lip
        speech.AsSpan(9 * Second, Second / 4).Clear();
        Lengths(speech)[0].ShouldBeInRange(9 * Second, 9 * Second + Second / 4);
    }

    [Theory]
    [InlineData(10 * Second + 1)]
    [InlineData(11 * Second)]
    [InlineData(16 * Second + 7)]
    [InlineData(300 * Second)]
    public void Pieces_are_neither_long_nor_splinters_and_together_are_the_utterance(int samples)
    {
        var speech = Noise(samples);
        Lengths(speech).ShouldAllBe(length => length >= Second && length <= SpeechPieces.MostSamples);
        SpeechPieces.Of(speech).SelectMany(piece => piece.ToArray()).SequenceEqual(speech).ShouldBeTrue();
    }

    private static int[] Lengths(short[] speech) => [.. SpeechPieces.Of(speech).Select(piece => piece.Length)];

    private static short[] Noise(int samples)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, samples).Select(_ => (short)random.Next(-3000, 3000))];
    }
}
