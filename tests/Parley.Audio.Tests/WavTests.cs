using System.Buffers.Binary;

namespace Parley.Audio;

public class WavTests
{
    private static readonly short[] Samples = Tones.Noise(1001, seed: 1);

    [Fact]
    public void What_was_written_is_read_again()
    {
        var sound = Wav.Read(Wav.Encode(Samples, 24000));
        sound.SampleRate.ShouldBe(24000);
        sound.Samples.ToArray().ShouldBe(Samples);
    }

    [Fact]
    public void Other_programs_read_what_was_written() =>
        Ffmpeg.Convert(Wav.Encode(Samples, 16000), "", "-f s16le").ToSamples().ShouldBe(Samples);

    [Theory]
    [InlineData("pcm_u8", 1, 256)]
    [InlineData("pcm_s16le", 1, 0)]
    [InlineData("pcm_s16le", 2, 1)]
    [InlineData("pcm_s24le", 1, 0)]
    [InlineData("pcm_s32le", 2, 1)]
    [InlineData("pcm_f32le", 1, 1)]
    [InlineData("pcm_s24le", 6, 1)] // more than two channels make ffmpeg write the extensible header
    [InlineData("pcm_mulaw", 1, 700)]
    [InlineData("pcm_alaw", 1, 700)]
    public void Layouts_found_in_the_wild_are_read(string codec, int channels, int tolerance)
    {
        // The same sound in each channel (pan), so that the mix must give it back.
        var pan = $"-af \"pan={channels}c|{string.Join('|', Enumerable.Range(0, channels).Select(c => $"c{c}=c0"))}\"";
        var file = Ffmpeg.Convert(Wav.Encode(Samples, 16000), "", $"{pan} -c:a {codec} -f wav");

        var sound = Wav.Read(file);

        sound.SampleRate.ShouldBe(16000);
        sound.Samples.Length.ShouldBe(Samples.Length);
        for (var n = 0; n < Samples.Length; n++) Math.Abs(sound.Samples.Span[n] - Samples[n]).ShouldBeLessThanOrEqualTo(tolerance, $"sample {n}");
    }

    [Fact]
    public void Different_channels_are_averaged()
    {
        var file = Wav.Encode([100, 300, -50, -150], 16000);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 2);
        Wav.Read(file).Samples.ToArray().ShouldBe([(short)200, (short)-100]);
    }

    [Theory]
    [InlineData(0x7FFFF000u)]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(0u)]
    public void A_length_that_nobody_filled_in_means_to_the_end(uint declared)
    {
        var file = Wav.Encode(Samples, 16000);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), declared);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(40), declared);
        Wav.Read(file).Samples.ToArray().ShouldBe(Samples);
    }

    [Fact]
    public void What_follows_the_data_is_not_sound()
    {
        byte[] file = [.. Wav.Encode(Samples, 16000), .. "LIST\u0004\0\0\0abcd"u8];
        Wav.Read(file).Samples.ToArray().ShouldBe(Samples);
    }

    [Fact]
    public void Chunks_of_odd_length_are_passed_over()
    {
        var plain = Wav.Encode(Samples, 16000);
        byte[] file = [.. plain[..12], .. "note\u0003\0\0\0abc\0"u8, .. plain[12..]];
        Wav.Read(file).Samples.ToArray().ShouldBe(Samples);
    }

    [Fact]
    public void A_file_cut_within_a_sample_gives_the_whole_ones() =>
        Wav.Read(Wav.Encode(Samples, 16000).AsSpan(0, 44 + 5)).Samples.ToArray().ShouldBe(Samples[..2]);

    [Fact]
    public void A_file_of_another_kind_is_named_by_how_it_begins()
    {
        var mistake = Should.Throw<InvalidDataException>(() => Wav.Read("ID3\u0004 and more"u8));
        mistake.Message.ShouldContain("'ID3.' (0x49443304)");
        mistake.Message.ShouldContain("'RIFF'");
        Should.Throw<InvalidDataException>(() => Wav.Read([])).Message.ShouldContain("empty");
    }

    [Theory]
    [InlineData(20, 85, "format 85")]
    [InlineData(34, 12, "12 bits")]
    [InlineData(22, 0, "0 channels")]
    [InlineData(24, 0, "0 Hz")]
    public void A_layout_that_is_not_read_is_named_with_those_that_are(int at, short value, string said)
    {
        var file = Wav.Encode(Samples, 256);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(at), value);
        var mistake = Should.Throw<InvalidDataException>(() => Wav.Read(file));
        mistake.Message.ShouldContain(said);
        mistake.Message.ShouldContain("8, 16, 24 or 32 bits");
    }

    [Fact]
    public void A_file_without_sound_says_what_is_missing() =>
        Should.Throw<InvalidDataException>(() => Wav.Read(Wav.Encode([], 8000).AsSpan(0, 36))).Message.ShouldContain("without a 'data'");
}
