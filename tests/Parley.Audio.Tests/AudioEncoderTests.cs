namespace Parley.Audio;

public class AudioEncoderTests
{
    [Theory]
    [InlineData(16000, 24000)]
    [InlineData(22050, 24000)]
    [InlineData(22050, 44100)]
    [InlineData(24000, 24000)]
    public void Bytes_last_as_long_as_the_samples_did(int engineRate, int wireRate) =>
        Encode(engineRate, PcmFormat.Pcm16(wireRate), new short[engineRate], 333).Length.ShouldBe(wireRate * 2);

    [Fact]
    public void Samples_stand_little_endian_on_the_wire() =>
        Encode(16000, PcmFormat.Pcm16(16000), [0x0102, -2], 2).ShouldBe([0x02, 0x01, 0xFE, 0xFF]);

    [Fact]
    public void Any_split_gives_the_same_bytes()
    {
        var samples = Tones.Noise(3000, seed: 1);
        var whole = Encode(22050, PcmFormat.MuLaw, samples, samples.Length);
        foreach (var size in new[] { 1, 255, 257, 1058 }) Encode(22050, PcmFormat.MuLaw, samples, size).ShouldBe(whole, $"pieces of {size}");
    }

    [Fact]
    public void What_was_encoded_decodes_to_the_same_tone()
    {
        foreach (var format in new[] { PcmFormat.Pcm16(24000), PcmFormat.MuLaw, PcmFormat.ALaw })
        {
            var bytes = Encode(16000, format, Tones.Sine(16000, 700, 8000), 320);
            var decoder = new AudioDecoder(format);
            var samples = new short[decoder.MaxSamples(bytes.Length)];
            var count = decoder.Decode(bytes, samples);

            Tones.Level(Tones.Without(samples.AsSpan(800, count - 1600), 16000, 700)).ShouldBeLessThan(-30, format.Name);
            Tones.Level(samples.AsSpan(800, count - 1600)).ShouldBe(0, .2, format.Name);
        }
    }

    [Fact]
    public void Nothing_is_allocated_while_it_runs()
    {
        var encoder = new AudioEncoder(22050, PcmFormat.Pcm16(24000));
        var samples = new short[1058];
        var bytes = new byte[encoder.MaxBytes(samples.Length)];
        encoder.Encode(samples, bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++) encoder.Encode(samples, bytes);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static byte[] Encode(int engineRate, PcmFormat format, short[] samples, int size)
    {
        var encoder = new AudioEncoder(engineRate, format);
        var output = new List<byte>();
        for (var at = 0; at < samples.Length; at += size)
        {
            var piece = samples.AsSpan(at, Math.Min(size, samples.Length - at));
            var room = new byte[encoder.MaxBytes(piece.Length)];
            output.AddRange(room.AsSpan(0, encoder.Encode(piece, room)));
        }

        var tail = new byte[encoder.MaxFlush];
        output.AddRange(tail.AsSpan(0, encoder.Flush(tail)));
        return [.. output];
    }
}
