namespace Parley.Audio;

public class SoundTests
{
    [Fact]
    public void A_sound_at_another_rate_lasts_as_long()
    {
        var sound = new Sound(22050, Tones.Sine(22050, 300, 22050)).At(16000);
        sound.SampleRate.ShouldBe(16000);
        sound.Duration.ShouldBe(TimeSpan.FromSeconds(1));
        Tones.Level(Tones.Without(sound.Samples.Span[800..^800], 16000, 300)).ShouldBeLessThan(-50);
    }
}
