namespace Parley.Embedded.VoiceActivity;

public class NoiseFloorTests
{
    [Fact]
    public void It_settles_at_the_mean_of_steady_noise()
    {
        var floor = new NoiseFloor();
        Feed(floor, frames: 500, mean: 1e6f, speech: 0);
        for (var band = 0; band < BandSpectrum.Bands; band++) floor[band].ShouldBeInRange(.6e6f, 1.6e6f, $"band {band}");
    }

    [Fact]
    public void Speech_does_not_lift_it()
    {
        var floor = new NoiseFloor();
        Feed(floor, frames: 200, mean: 1e5f, speech: 0);
        Feed(floor, frames: 50, mean: 1e8f, speech: 1);
        for (var band = 0; band < BandSpectrum.Bands; band++) floor[band].ShouldBeLessThan(3e5f, $"band {band}");
    }

    [Fact]
    public void Noise_that_rises_for_good_is_noise_within_seconds_though_it_was_taken_for_speech()
    {
        var floor = new NoiseFloor();
        Feed(floor, frames: 200, mean: 1e5f, speech: 0);
        Feed(floor, frames: 200, mean: 1e7f, speech: 1);
        for (var band = 0; band < BandSpectrum.Bands; band++) floor[band].ShouldBeGreaterThan(2e6f, $"band {band}");
    }

    private static void Feed(NoiseFloor floor, int frames, float mean, float speech)
    {
        var random = new Random(1);
        var bands = new float[BandSpectrum.Bands];
        for (var frame = 0; frame < frames; frame++)
        {
            // The power of a band of noise is spread about its mean like this (four bins' worth).
            for (var band = 0; band < bands.Length; band++)
                bands[band] = mean * (float)Enumerable.Range(0, 4).Average(_ => -Math.Log(1 - random.NextDouble()));
            floor.Hear(bands);
            floor.Learn(bands, speech);
        }
    }
}
