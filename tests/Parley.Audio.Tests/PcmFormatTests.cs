namespace Parley.Audio;

public class PcmFormatTests
{
    [Fact]
    public void The_default_is_what_the_protocol_speaks_unasked() =>
        default(PcmFormat).ShouldBe(PcmFormat.Pcm16(24000));

    [Theory]
    [InlineData(8000, 16000)]
    [InlineData(24000, 48000)]
    [InlineData(44100, 88200)]
    public void Linear_samples_are_two_bytes(int rate, int bytesPerSecond) =>
        PcmFormat.Pcm16(rate).BytesPerSecond.ShouldBe(bytesPerSecond);

    [Fact]
    public void Telephone_samples_are_one_byte() => PcmFormat.MuLaw.BytesPerSecond.ShouldBe(8000);

    [Fact]
    public void The_two_laws_are_different_formats() => PcmFormat.MuLaw.ShouldNotBe(PcmFormat.ALaw);

    [Theory]
    [InlineData(20, 1764)]
    [InlineData(5, 440)] // 220.5 samples
    public void A_duration_is_a_whole_number_of_samples(int ms, int bytes)
    {
        PcmFormat.Pcm16(44100).BytesForMs(ms).ShouldBe(bytes);
        PcmFormat.Pcm16(44100).BytesFor(TimeSpan.FromMilliseconds(ms)).ShouldBe(bytes);
    }

    [Fact]
    public void Bytes_last_as_long_as_their_whole_samples()
    {
        PcmFormat.Pcm16(24000).DurationMs(4800).ShouldBe(100);
        PcmFormat.Pcm16(24000).DurationMs(4847).ShouldBe(100);
        PcmFormat.Pcm16(24000).DurationMs(4848).ShouldBe(101);
        PcmFormat.Pcm16(24000).Duration(48).ShouldBe(TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void An_hour_of_the_widest_format_does_not_overflow() =>
        PcmFormat.Pcm16(48000).DurationMs(PcmFormat.Pcm16(48000).BytesForMs(3_600_000)).ShouldBe(3_600_000);

    [Fact]
    public void A_name_says_type_and_rate()
    {
        PcmFormat.Pcm16(16000).ToString().ShouldBe("audio/pcm;rate=16000");
        PcmFormat.ALaw.Name.ShouldBe("audio/pcma");
    }

    [Fact]
    public void An_unknown_rate_is_refused_with_the_known_ones() =>
        Should.Throw<ArgumentOutOfRangeException>(() => PcmFormat.Pcm16(11025)).Message.ShouldContain("8000, 16000, 24000, 44100, 48000");
}
