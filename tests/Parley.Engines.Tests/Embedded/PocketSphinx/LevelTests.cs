namespace Parley.Embedded.PocketSphinx;

public sealed class LevelTests
{
    [Theory]
    [InlineData(30000)]
    [InlineData(1000)]
    [InlineData(200)]
    public void Loud_and_soft_speech_come_to_36_dB_below_full_scale(short amplitude)
    {
        short[] wave = [.. Enumerable.Range(0, 16000).Select(i => (short)(amplitude * Math.Sin(i / 8.0)))];
        var level = 20 * Math.Log10(Level.Rms(Level.Normalise(wave)) / 32768);
        level.ShouldBe(-36, 0.3);
    }

    [Fact]
    public void Silence_stays_silent() => Level.Normalise(new short[100]).ShouldAllBe(sample => sample == 0);
}
