using System.Buffers.Binary;

namespace Parley.Embedded.Espeak;

/// <summary>The head of a WAV stream, as far as the first sample. Its lengths are not believed: a stream does not know them.</summary>
internal static class WavHeader
{
    private const int RiffBytes = 12;
    private const int ChunkBytes = 8;

    /// <summary>Reads up to the first sample.</summary>
    /// <returns>Samples per second, or null when the stream ended before any sound.</returns>
    /// <exception cref="InvalidDataException">This is not WAV, or not 16-bit mono PCM.</exception>
    public static async Task<int?> ReadAsync(Stream wav, CancellationToken cancellationToken)
    {
        var head = new byte[RiffBytes];
        if (await wav.ReadAtLeastAsync(head, RiffBytes, throwOnEndOfStream: false, cancellationToken) < RiffBytes)
            return null;
        if (!head.AsSpan(0, 4).SequenceEqual("RIFF"u8) || !head.AsSpan(8, 4).SequenceEqual("WAVE"u8))
            throw new InvalidDataException("The stream does not begin with a RIFF/WAVE header.");
        int? rate = null;
        while (true)
        {
            var chunk = new byte[ChunkBytes];
            await wav.ReadExactlyAsync(chunk, cancellationToken);
            if (chunk.AsSpan(0, 4).SequenceEqual("data"u8))
                return rate ?? throw new InvalidDataException("The WAV stream has samples before their format.");
            var body = new byte[Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(4)), 0, 4096)];
            await wav.ReadExactlyAsync(body, cancellationToken);
            if (chunk.AsSpan(0, 4).SequenceEqual("fmt "u8))
                rate = Rate(body);
        }
    }

    private static int Rate(ReadOnlySpan<byte> format)
    {
        var coding = BinaryPrimitives.ReadInt16LittleEndian(format);
        var channels = BinaryPrimitives.ReadInt16LittleEndian(format[2..]);
        var bits = BinaryPrimitives.ReadInt16LittleEndian(format[14..]);
        return coding == 1 && channels == 1 && bits == 16
            ? BinaryPrimitives.ReadInt32LittleEndian(format[4..])
            : throw new InvalidDataException($"The WAV stream has coding {coding}, {channels} channels, {bits} bits; 16-bit mono PCM was expected.");
    }
}
