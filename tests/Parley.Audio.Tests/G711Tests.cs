namespace Parley.Audio;

public class G711Tests
{
    private static readonly byte[] Codes = [.. Enumerable.Range(0, 256).Select(code => (byte)code)];
    private static readonly short[] Samples = [.. Enumerable.Range(short.MinValue, 65536).Select(sample => (short)sample)];

    [Theory]
    [InlineData(0x00, -32124)]
    [InlineData(0x80, 32124)]
    [InlineData(0x0F, -16764)]
    [InlineData(0x9F, 8316)]
    [InlineData(0xEF, 132)]
    [InlineData(0xFE, 8)]
    [InlineData(0x7F, 0)]
    [InlineData(0xFF, 0)]
    public void Mu_law_codes_have_the_values_of_the_standard(byte code, int sample) =>
        Expanded(G711.DecodeMuLaw)[code].ShouldBe((short)sample);

    [Theory]
    [InlineData(0xD5, 8)]
    [InlineData(0x55, -8)]
    [InlineData(0xAA, 32256)]
    [InlineData(0x2A, -32256)]
    [InlineData(0x80, 5504)]
    [InlineData(0xC5, 264)]
    [InlineData(0xF5, 528)]
    public void A_law_codes_have_the_values_of_the_standard(byte code, int sample) =>
        Expanded(G711.DecodeALaw)[code].ShouldBe((short)sample);

    [Fact]
    public void Every_code_expands_as_an_independent_decoder_expands_it()
    {
        Expanded(G711.DecodeMuLaw).ShouldBe(Ffmpeg.Convert(Codes, "-f mulaw -ar 8000", "-f s16le").ToSamples());
        Expanded(G711.DecodeALaw).ShouldBe(Ffmpeg.Convert(Codes, "-f alaw -ar 8000", "-f s16le").ToSamples());
    }

    [Fact]
    public void Every_code_survives_the_way_there_and_back()
    {
        // Mu-law has two zeros; the negative one comes back as the positive.
        Compressed(G711.EncodeMuLaw, Expanded(G711.DecodeMuLaw)).ShouldBe([.. Codes.Select(code => code == 0x7F ? (byte)0xFF : code)]);
        Compressed(G711.EncodeALaw, Expanded(G711.DecodeALaw)).ShouldBe(Codes);
    }

    [Fact]
    public void Every_sample_gets_a_value_within_half_a_step_of_it()
    {
        // Beyond 32635 mu-law clips.
        WithinHalfAStep(Expanded(G711.DecodeMuLaw), Compressed(G711.EncodeMuLaw, Samples), Samples.Count(sample => sample < -32635), 4);
        WithinHalfAStep(Expanded(G711.DecodeALaw), Compressed(G711.EncodeALaw, Samples), 0, 16);

        static void WithinHalfAStep(short[] values, byte[] codes, int clipped, int resolution)
        {
            var ordered = values.Distinct().Order().ToArray();
            for (var i = clipped; i < Samples.Length - clipped; i++)
            {
                var at = Array.BinarySearch(ordered, values[codes[i]]);
                var step = Math.Max(
                    at == 0 ? 0 : ordered[at] - ordered[at - 1], at == ordered.Length - 1 ? 0 : ordered[at + 1] - ordered[at]);
                Math.Abs(values[codes[i]] - Samples[i]).ShouldBeLessThanOrEqualTo((step / 2) + (resolution / 2), $"sample {Samples[i]}");
            }
        }
    }

    [Fact]
    public void A_louder_sample_never_gets_a_smaller_value()
    {
        var (mu, a) = (Compressed(G711.EncodeMuLaw, Samples), Compressed(G711.EncodeALaw, Samples));
        var (muValues, aValues) = (Expanded(G711.DecodeMuLaw), Expanded(G711.DecodeALaw));
        mu.Select(code => muValues[code]).ShouldBeInOrder();
        a.Select(code => aValues[code]).ShouldBeInOrder();
    }

    [Fact]
    public void A_destination_too_short_is_refused() =>
        Should.Throw<ArgumentException>(() => G711.DecodeMuLaw(new byte[3], new short[2])).Message.ShouldContain("3 samples");

    private delegate void Decode(ReadOnlySpan<byte> codes, Span<short> samples);

    private delegate void Encode(ReadOnlySpan<short> samples, Span<byte> codes);

    private static short[] Expanded(Decode decode)
    {
        var samples = new short[256];
        decode(Codes, samples);
        return samples;
    }

    private static byte[] Compressed(Encode encode, short[] samples)
    {
        var codes = new byte[samples.Length];
        encode(samples, codes);
        return codes;
    }
}
