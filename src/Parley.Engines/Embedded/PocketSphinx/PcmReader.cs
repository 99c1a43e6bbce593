using System.Runtime.InteropServices;

namespace Parley.Embedded.PocketSphinx;

/// <summary>Reads 16-bit samples from a stream of bytes, whatever pieces they come in.</summary>
internal sealed class PcmReader(Stream audio)
{
    // half a second: a decoder that fell behind takes what has gathered in one piece
    private readonly byte[] _buffer = new byte[16000];
    private int _odd;

    /// <summary>The next samples, at least one, or none at the end of the stream.</summary>
    internal async ValueTask<short[]> NextAsync(int atLeast, CancellationToken cancellation)
    {
        var filled = _odd;
        while (filled < atLeast * 2)
        {
            var read = await audio.ReadAsync(_buffer.AsMemory(filled), cancellation);
            if (read == 0)
                break;
            filled += read;
        }

        var samples = MemoryMarshal.Cast<byte, short>(_buffer.AsSpan(0, filled)).ToArray();
        _odd = filled % 2;
        _buffer[0] = filled > 0 ? _buffer[filled - 1] : _buffer[0];
        return samples;
    }

    internal static async Task<short[]> AllAsync(Stream audio, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await audio.CopyToAsync(bytes, cancellation);
        return MemoryMarshal.Cast<byte, short>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).ToArray();
    }
}
