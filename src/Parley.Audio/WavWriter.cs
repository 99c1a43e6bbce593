using System.Buffers.Binary;

namespace Parley.Audio;

/// <summary>Writes a 16-bit WAV file as its samples come; mono, unless it is told to have more channels.</summary>
/// <remarks>
/// Disposing sets the lengths in the header. A stream that cannot seek keeps what was declared at the start: the
/// length given there, or else 0xffffffff, which readers take for "to the end".
/// </remarks>
public sealed class WavWriter : IDisposable
{
    private const int HeaderBytes = 44;
    private const int BlockSamples = 1024;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly int _sampleRate;
    private readonly int _channels;
    private readonly long _start;
    private readonly uint _declaredBytes;
    private long _writtenBytes;
    private bool _disposed;

    /// <param name="stream">Where to write; need not seek.</param>
    /// <param name="sampleRate">In Hz.</param>
    /// <param name="samples">How many samples will come, where that is known.</param>
    /// <param name="leaveOpen">Whether the stream outlives the writer.</param>
    /// <param name="channels">Where there are more than one, samples come channel by channel: left, right, left, right.</param>
    public WavWriter(Stream stream, int sampleRate, int? samples = null, bool leaveOpen = false, int channels = 1)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        _stream = stream;
        _leaveOpen = leaveOpen;
        _sampleRate = sampleRate;
        _channels = channels;
        _start = stream.CanSeek ? stream.Position : 0;
        _declaredBytes = samples is { } known ? checked((uint)known * 2) : uint.MaxValue;
        WriteHeader(_declaredBytes);
    }

    /// <summary>Appends samples.</summary>
    public void Write(ReadOnlySpan<short> samples)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Span<byte> block = stackalloc byte[BlockSamples * 2];
        while (!samples.IsEmpty)
        {
            var count = Math.Min(BlockSamples, samples.Length);
            for (var i = 0; i < count; i++) BinaryPrimitives.WriteInt16LittleEndian(block[(2 * i)..], samples[i]);
            _stream.Write(block[..(2 * count)]);
            _writtenBytes += 2 * count;
            samples = samples[count..];
        }
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        if (_stream.CanSeek && _writtenBytes != _declaredBytes)
        {
            var end = _stream.Position;
            _stream.Position = _start;
            WriteHeader((uint)Math.Min(_writtenBytes, uint.MaxValue));
            _stream.Position = end;
        }

        if (!_leaveOpen) _stream.Dispose();
    }

    private void WriteHeader(uint dataBytes)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)Math.Min(dataBytes + (HeaderBytes - 8L), uint.MaxValue));
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], (short)_channels);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], _sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], _sampleRate * _channels * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], (short)(_channels * 2));
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], dataBytes);
        _stream.Write(header);
    }
}
