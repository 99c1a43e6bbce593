using System.Buffers.Binary;
using System.Text;

namespace Parley.Audio;

/// <summary>WAV files: reads what is found in the wild, writes 16-bit mono.</summary>
public static class Wav
{
    private const int ChunkHeader = 8;
    private const int FirstChunk = 12;

    /// <summary>Reads a whole file and mixes it down to mono.</summary>
    /// <exception cref="InvalidDataException">This is no WAV file, or one of a layout that is not read here.</exception>
    public static Sound Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <inheritdoc cref="Read(Stream)"/>
    public static Sound Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < FirstChunk || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVE"u8))
            throw new InvalidDataException($"This is no WAV file: {Beginning(file)}; a WAV file begins with 'RIFF', four bytes of length and 'WAVE'.");

        // A header that was never finished says zero for both lengths.
        var unfinished = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) == 0;
        WavLayout? layout = null;
        for (var rest = file[FirstChunk..]; rest.Length >= ChunkHeader;)
        {
            var name = rest[..4];
            var declared = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            rest = rest[ChunkHeader..];
            if (name.SequenceEqual("data"u8))
            {
                // Writers of pipes declare 0x7ffff000 or 0xffffffff: what counts is what is there.
                var length = declared > rest.Length || (declared == 0 && unfinished) ? rest.Length : (int)declared;
                return layout is { } known
                    ? new(known.SampleRate, known.Mono(rest[..length]))
                    : throw new InvalidDataException("The WAV file has its 'data' before its 'fmt '; the format must come first.");
            }

            var body = rest[..(int)Math.Min(declared, rest.Length)];
            if (name.SequenceEqual("fmt "u8)) layout = WavLayout.Parse(body);

            // Chunks begin at even places.
            rest = rest[Math.Min(body.Length + (body.Length & 1), rest.Length)..];
        }

        throw new InvalidDataException($"The WAV file of {file.Length} bytes ends without a 'data' chunk.");
    }

    /// <summary>A whole file: 16-bit mono.</summary>
    public static byte[] Encode(ReadOnlySpan<short> samples, int sampleRate)
    {
        using var stream = new MemoryStream();
        Write(stream, samples, sampleRate);
        return stream.ToArray();
    }

    /// <summary>Writes a whole file: 16-bit mono.</summary>
    public static void Write(Stream stream, ReadOnlySpan<short> samples, int sampleRate)
    {
        using var writer = new WavWriter(stream, sampleRate, samples.Length, leaveOpen: true);
        writer.Write(samples);
    }

    private static string Beginning(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty) return "it is empty";

        var first = file[..Math.Min(4, file.Length)];
        var text = string.Concat(Encoding.Latin1.GetString(first).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '.'));
        return $"it has {file.Length} bytes and begins with '{text}' (0x{System.Convert.ToHexString(first)})";
    }
}
