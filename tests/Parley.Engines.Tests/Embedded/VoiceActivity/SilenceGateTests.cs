namespace Parley.Embedded.VoiceActivity;

public class SilenceGateTests
{
    private const int Frame = 320;

    private readonly SilenceGate _gate = new();

    [Fact]
    public void Digital_silence_is_shut_out_from_the_first_frame() => Shut(new short[10 * Frame]).ShouldBe(10);

    [Fact]
    public void Of_digital_silence_after_sound_the_model_hears_one_frame()
    {
        Shut(Background.White(-30).Seconds(1)).ShouldBe(0);
        Shut(new short[10 * Frame]).ShouldBe(9);
    }

    [Theory]
    [InlineData(-85)]
    [InlineData(-60)]
    [InlineData(-30)]
    public void A_steady_background_is_shut_out_once_nobody_was_heard_in_it_for_three_seconds(double dbfs)
    {
        var background = Background.White(dbfs);
        Shut(background.Seconds(3)).ShouldBe(0);
        Shut(background.Seconds(2)).ShouldBeGreaterThan(90);
    }

    [Fact]
    public void A_background_in_which_somebody_is_heard_is_not_shut_out() =>
        Shut(Background.White(-60).Seconds(30), probability: .4f).ShouldBe(0);

    [Fact]
    public void A_background_that_comes_and_goes_is_not_shut_out() =>
        Shut(Background.White(n => -60 + (3 * Math.Sin(2 * Math.PI * n / 4000))).Seconds(30)).ShouldBe(0);

    [Fact]
    public void Of_a_long_silence_the_model_hears_a_little_every_five_seconds()
    {
        var background = Background.White(-60);
        Settle(background);
        for (var spell = 0; spell < 10; spell++) Shut(background.Seconds(5.5)).ShouldBeInRange(245, 268, $"spell {spell}");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void What_is_2_dB_louder_or_quieter_than_the_background_is_heard_at_once(double db)
    {
        Settle(Background.White(-60));
        Shut(Background.White(-60 + (Math.Sign(db) * (1 + Math.Abs(db)))).Seconds(.02)).ShouldBe(0);
    }

    [Fact]
    public void A_voice_15_dB_below_a_hum_is_heard_at_once()
    {
        Settle(Background.Hum(-35).And(Background.White(-75)));
        Shut(Background.Hum(-35).And(n => 184 * Math.Sin(2 * Math.PI * 700 * n / 16000)).Seconds(.02)).ShouldBe(0);
    }

    [Fact]
    public void A_new_background_is_known_after_half_a_second()
    {
        Settle(Background.White(-60));
        var louder = Background.White(-50);
        Shut(louder.Seconds(.5)).ShouldBe(0);
        Shut(louder.Seconds(1)).ShouldBeGreaterThan(40);
    }

    [Fact]
    public void After_a_reset_it_knows_no_background()
    {
        Settle(Background.White(-60));
        _gate.Reset();
        Shut(Background.White(-60).Seconds(3)).ShouldBe(0);
    }

    [Fact]
    public void The_level_is_the_energy_of_differences_over_half_a_millisecond()
    {
        var random = new Random(8);
        short[] frame = [.. Enumerable.Range(0, Frame).Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1))];
        frame[100] = frame[116] = short.MinValue;
        frame[108] = short.MaxValue;
        SilenceGate.Level(frame).ShouldBe(Enumerable.Range(8, Frame - 8).Sum(n => (long)(frame[n] - frame[n - 8]) * (frame[n] - frame[n - 8])));
    }

    private void Settle(Func<int, double> background)
    {
        Shut(background.Seconds(3.5));
        Shut(background.Seconds(.02)).ShouldBe(1);
    }

    /// <summary>How many frames were shut out, when the model heard nobody in the others.</summary>
    private int Shut(short[] samples, float probability = .1f)
    {
        var shut = 0;
        for (var at = 0; at + Frame <= samples.Length; at += Frame)
        {
            if (_gate.Shuts(samples.AsSpan(at, Frame))) shut++;
            else _gate.Hear(probability);
        }

        return shut;
    }
}
