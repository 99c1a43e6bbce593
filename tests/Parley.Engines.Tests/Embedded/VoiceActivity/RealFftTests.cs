namespace Parley.Embedded.VoiceActivity;

public class RealFftTests
{
    [Fact]
    public void Power_is_what_the_definition_says()
    {
        var random = new Random(1);
        float[] samples = [.. Enumerable.Range(0, RealFft.Size).Select(_ => random.NextSingle() - .5f)];
        var power = new float[RealFft.Bins];
        RealFft.Power(samples, power);

        for (var k = 0; k < RealFft.Bins; k++)
        {
            var sum = samples.Select((sample, n) => sample * System.Numerics.Complex.Exp(new(0, -2 * Math.PI * k * n / RealFft.Size)))
                .Aggregate(System.Numerics.Complex.Zero, (a, b) => a + b);
            power[k].ShouldBe((float)(sum.Magnitude * sum.Magnitude), .001f, $"bin {k}");
        }
    }
}
