namespace Parley.Audio;

/// <summary>Turns the bytes of one incoming stream into samples at the rate that engines listen at.</summary>
/// <remarks>Bytes may be cut anywhere: the first half of a 16-bit sample waits for the second.</remarks>
/// <param name="format">What the bytes are.</param>
/// <param name="sampleRate">The rate of the samples in Hz.</param>
public sealed class AudioDecoder(PcmFormat format, int sampleRate = 16000)
{
    private const int BlockSamples = 512;

    private readonly Resampler _resampler = new(format.SampleRate, sampleRate);
    private byte _firstHalf;
    private bool _halved;

    public PcmFormat Format => format;

    public int SampleRate => sampleRate;

    /// <summary>How many samples <see cref="Flush"/> gives at most.</summary>
    public int MaxFlush => _resampler.MaxFlush;

    /// <summary>How many samples <see cref="Decode"/> gives at most for so many bytes.</summary>
    public int MaxSamples(int bytes)
    {
        var samples = (bytes / format.BytesPerSample) + 1; // one for a sample begun before
        return _resampler.MaxOutput(samples) + (samples / BlockSamples) + 1; // each block may round up
    }

    /// <summary>Takes the next bytes of the stream.</summary>
    /// <param name="bytes">Any number of bytes, odd ones too.</param>
    /// <param name="samples">Room for <see cref="MaxSamples"/> of them.</param>
    /// <returns>Samples written.</returns>
    /// <exception cref="ArgumentException">The room is too small; nothing was taken.</exception>
    public int Decode(ReadOnlySpan<byte> bytes, Span<short> samples)
    {
        if (samples.Length < MaxSamples(bytes.Length))
            throw new ArgumentException($"{bytes.Length} bytes need room for {MaxSamples(bytes.Length)} samples, not {samples.Length}.", nameof(samples));

        Span<short> block = stackalloc short[BlockSamples];
        var written = 0;
        while (!bytes.IsEmpty)
        {
            var expanded = Expand(ref bytes, block);
            written += _resampler.Write(block[..expanded], samples[written..]);
        }

        return written;
    }

    /// <summary>Hands out what the resampler held back; half a sample that never became whole is dropped.</summary>
    /// <param name="samples">Room for <see cref="MaxFlush"/> samples.</param>
    public int Flush(Span<short> samples)
    {
        _halved = false;
        return _resampler.Flush(samples);
    }

    /// <summary>Forgets the stream.</summary>
    public void Reset()
    {
        _halved = false;
        _resampler.Reset();
    }

    private int Expand(ref ReadOnlySpan<byte> bytes, scoped Span<short> block)
    {
        if (format.Encoding == PcmEncoding.Pcm16) return Join(ref bytes, block);

        var codes = bytes[..Math.Min(bytes.Length, block.Length)];
        bytes = bytes[codes.Length..];
        if (format.Encoding == PcmEncoding.MuLaw) G711.DecodeMuLaw(codes, block);
        else G711.DecodeALaw(codes, block);
        return codes.Length;
    }

    private int Join(ref ReadOnlySpan<byte> bytes, scoped Span<short> block)
    {
        var count = 0;
        if (_halved)
        {
            block[count++] = (short)(_firstHalf | (bytes[0] << 8));
            bytes = bytes[1..];
            _halved = false;
        }

        var whole = Math.Min(bytes.Length / 2, block.Length - count);
        LittleEndian.ToSamples(bytes[..(2 * whole)], block[count..]);
        bytes = bytes[(2 * whole)..];
        count += whole;
        if (bytes.Length == 1 && count < block.Length)
        {
            _firstHalf = bytes[0];
            _halved = true;
            bytes = default;
        }

        return count;
    }
}
