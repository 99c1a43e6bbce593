namespace Parley.Audio;

/// <summary>Turns the samples of one outgoing stream into bytes of a wire format.</summary>
/// <param name="sampleRate">The rate of the samples in Hz, as the engine speaks.</param>
/// <param name="format">What the bytes shall be.</param>
public sealed class AudioEncoder(int sampleRate, PcmFormat format)
{
    private const int BlockSamples = 256;

    private readonly Resampler _resampler = new(sampleRate, format.SampleRate);

    public int SampleRate => sampleRate;

    public PcmFormat Format => format;

    /// <summary>How many bytes <see cref="Flush"/> gives at most.</summary>
    public int MaxFlush => _resampler.MaxFlush * format.BytesPerSample;

    /// <summary>How many bytes <see cref="Encode"/> gives at most for so many samples.</summary>
    public int MaxBytes(int samples) => checked(_resampler.MaxOutput(samples) * format.BytesPerSample);

    /// <summary>Takes the next samples of the stream.</summary>
    /// <param name="samples">Any number of samples.</param>
    /// <param name="bytes">Room for <see cref="MaxBytes"/> bytes.</param>
    /// <returns>Bytes written, whole samples always.</returns>
    /// <exception cref="ArgumentException">The room is too small; nothing was taken.</exception>
    public int Encode(ReadOnlySpan<short> samples, Span<byte> bytes)
    {
        if (bytes.Length < MaxBytes(samples.Length))
            throw new ArgumentException($"{samples.Length} samples need room for {MaxBytes(samples.Length)} bytes, not {bytes.Length}.", nameof(bytes));

        Span<short> block = stackalloc short[_resampler.MaxOutput(BlockSamples)];
        var written = 0;
        while (!samples.IsEmpty)
        {
            var taken = samples[..Math.Min(BlockSamples, samples.Length)];
            samples = samples[taken.Length..];
            written += Compress(block[.._resampler.Write(taken, block)], bytes[written..]);
        }

        return written;
    }

    /// <summary>Hands out what the resampler held back; the stream is over.</summary>
    /// <param name="bytes">Room for <see cref="MaxFlush"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public int Flush(Span<byte> bytes)
    {
        Span<short> tail = stackalloc short[_resampler.MaxFlush];
        return Compress(tail[.._resampler.Flush(tail)], bytes);
    }

    /// <summary>Forgets the stream.</summary>
    public void Reset() => _resampler.Reset();

    private int Compress(ReadOnlySpan<short> samples, Span<byte> bytes)
    {
        switch (format.Encoding)
        {
            case PcmEncoding.MuLaw: G711.EncodeMuLaw(samples, bytes); break;
            case PcmEncoding.ALaw: G711.EncodeALaw(samples, bytes); break;
            default:
                LittleEndian.ToBytes(samples, bytes);
                break;
        }

        return samples.Length * format.BytesPerSample;
    }
}
