using Parley.Audio;

namespace Parley.Buffering;

/// <summary>Turns what a device heard at its own rate into pieces of 20 ms at the wanted rate.</summary>
internal sealed class CaptureFeed
{
    private const int BlockSamples = 512;

    private readonly Resampler _resampler;
    private readonly Framer _framer;
    private readonly short[] _block = new short[BlockSamples];
    private readonly short[] _resampled;

    /// <param name="deviceRate">In Hz.</param>
    /// <param name="sampleRate">The wanted rate in Hz.</param>
    public CaptureFeed(int deviceRate, int sampleRate)
    {
        _resampler = new(deviceRate, sampleRate);
        _framer = new(sampleRate / 50);
        _resampled = new short[_resampler.MaxOutput(BlockSamples)];
    }

    /// <summary>Empties the ring.</summary>
    /// <returns>The pieces that became whole, each with memory of its own: PCM16, little endian.</returns>
    public List<byte[]> Drain(SampleRing ring)
    {
        var pieces = new List<byte[]>();
        while (ring.Read(_block) is > 0 and var read) Cut(_resampled.AsSpan(0, _resampler.Write(_block.AsSpan(0, read), _resampled)), pieces);
        return pieces;
    }

    private void Cut(ReadOnlySpan<short> samples, List<byte[]> pieces)
    {
        while (_framer.TryRead(ref samples, out var frame))
        {
            var piece = new byte[frame.Length * sizeof(short)];
            LittleEndian.ToBytes(frame, piece);
            pieces.Add(piece);
        }
    }
}
