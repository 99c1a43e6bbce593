namespace Parley.Audio;

public class AudioDecoderTests
{
    public static TheoryData<PcmFormat> Formats => [.. PcmFormat.Rates.Select(PcmFormat.Pcm16), PcmFormat.MuLaw, PcmFormat.ALaw];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Bytes_may_be_cut_anywhere(PcmFormat format)
    {
        var bytes = new byte[6001];
        new Random(1).NextBytes(bytes);
        var whole = Decode(format, bytes, bytes.Length);
        foreach (var size in new[] { 1, 3, 961, 1025 }) Decode(format, bytes, size).ShouldBe(whole, $"pieces of {size}");
    }

    [Fact]
    public void A_sample_cut_in_two_is_joined()
    {
        var decoder = new AudioDecoder(PcmFormat.Pcm16(16000));
        var samples = new short[4];

        decoder.Decode([0x01, 0x02, 0x03], samples).ShouldBe(1);
        samples[0].ShouldBe((short)0x0201);
        decoder.Decode([0x84], samples).ShouldBe(1);
        samples[0].ShouldBe(unchecked((short)0x8403));
    }

    [Fact]
    public void Half_a_sample_does_not_survive_the_end_of_its_stream()
    {
        var decoder = new AudioDecoder(PcmFormat.Pcm16(16000));
        var samples = new short[4];
        decoder.Decode([0x01, 0x02, 0x03], samples);
        decoder.Flush(samples).ShouldBe(0);

        decoder.Decode([0x05, 0x06], samples).ShouldBe(1);
        samples[0].ShouldBe((short)0x0605);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Half_a_second_is_half_a_second_at_16_kHz(PcmFormat format) =>
        Decode(format, new byte[format.BytesForMs(500)], 100).Length.ShouldBe(8000);

    [Fact]
    public void Telephone_speech_keeps_its_tone()
    {
        var tone = Tones.Sine(8000, 1000, 4000);
        var codes = new byte[tone.Length];
        G711.EncodeALaw(tone, codes);

        var decoded = Decode(PcmFormat.ALaw, codes, 160);
        Tones.Level(decoded.AsSpan(800, 6400)).ShouldBe(0, .2);
        Tones.Level(Tones.Without(decoded.AsSpan(800, 6400), 16000, 1000)).ShouldBeLessThan(-30);
    }

    [Fact]
    public void Nothing_is_allocated_while_it_runs()
    {
        var decoder = new AudioDecoder(PcmFormat.Pcm16(24000));
        var bytes = new byte[961];
        var samples = new short[decoder.MaxSamples(bytes.Length)];
        decoder.Decode(bytes, samples);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++) decoder.Decode(bytes, samples);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Too_little_room_is_refused_before_anything_is_taken()
    {
        var decoder = new AudioDecoder(PcmFormat.Pcm16(16000));
        Should.Throw<ArgumentException>(() => decoder.Decode(new byte[100], new short[10])).Message.ShouldContain("100 bytes");
    }

    private static short[] Decode(PcmFormat format, byte[] bytes, int size)
    {
        var decoder = new AudioDecoder(format);
        var output = new List<short>();
        for (var at = 0; at < bytes.Length; at += size)
        {
            var piece = bytes.AsSpan(at, Math.Min(size, bytes.Length - at));
            var room = new short[decoder.MaxSamples(piece.Length)];
            output.AddRange(room.AsSpan(0, decoder.Decode(piece, room)));
        }

        var tail = new short[decoder.MaxFlush];
        output.AddRange(tail.AsSpan(0, decoder.Flush(tail)));
        return [.. output];
    }
}
