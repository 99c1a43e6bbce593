namespace Parley.Audio;

public class DotProductTests
{
    [Fact]
    public void All_processors_compute_the_same()
    {
        var left = Tones.Noise(160, seed: 6);
        var right = Tones.Noise(160, seed: 7).Select(sample => (short)(sample / 20)).ToArray();
        var expected = left.Zip(right, (a, b) => a * b).Sum();

        DotProduct.Portable(left, right).ShouldBe(expected);
        DotProduct.Of(left, right).ShouldBe(expected);
    }
}
