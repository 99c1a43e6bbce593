namespace Parley.Audio;

public class LoudnessTests
{
    [Fact]
    public void A_full_scale_sine_is_3_dB_below_a_full_scale_square()
    {
        Loudness.RmsDbfs([short.MinValue, short.MinValue]).ShouldBe(0);
        Loudness.RmsDbfs(Tones.Sine(16000, 1000, 16000, 32767)).ShouldBe(-3.01, .01);
    }

    [Fact]
    public void Silence_has_no_level()
    {
        Loudness.RmsDbfs(new short[10]).ShouldBe(double.NegativeInfinity);
        Loudness.RmsDbfs([]).ShouldBe(double.NegativeInfinity);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(20000)]
    public void The_gain_reaches_its_target_from_either_side(double amplitude)
    {
        var tone = Tones.Sine(16000, 440, 16000, amplitude);
        Loudness.Apply(tone, Loudness.GainTo(tone, -36));
        Loudness.RmsDbfs(tone).ShouldBe(-36, .05);
    }

    [Fact]
    public void The_gain_stops_where_the_peak_would_clip()
    {
        short[] click = [.. new short[1000], 16000, .. new short[1000]];
        Loudness.GainTo(click, -10).ShouldBe(32767 / 16000d, 1e-9);
    }

    [Fact]
    public void Silence_is_left_alone() => Loudness.GainTo(new short[10], -20).ShouldBe(1);

    [Fact]
    public void What_would_overflow_is_held_at_full_scale()
    {
        short[] samples = [20000, -20000, 100];
        Loudness.Apply(samples, 2);
        samples.ShouldBe([short.MaxValue, short.MinValue, (short)200]);
    }
}
