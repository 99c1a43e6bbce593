using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;

namespace Parley.Limit;

/// <summary>An event as UTF-8 in a buffer of the pool, which an interpolated string is written to without a copy; its values are JSON already, or need no escape.</summary>
[InterpolatedStringHandler]
internal ref struct EventText
{
    private const int HeadBytes = 128;
    private const int UsualValueBytes = 64;
    private const int NumberBytes = 21;

    private byte[] _buffer;

    /// <param name="outgoing">Whose event it is.</param>
    /// <param name="type">What the event is; <c>type</c> and <c>event_id</c> are written, and the string goes on from there.</param>
    public EventText(int literalLength, int formattedCount, Outgoing outgoing, string type)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(HeadBytes + literalLength + (formattedCount * UsualValueBytes));
        AppendLiteral("{\"type\":\"");
        AppendLiteral(type);
        AppendLiteral("\",\"event_id\":\"event_");
        AppendFormatted(outgoing.NextEvent(), "D21");
        AppendLiteral("\"");
    }

    public readonly byte[] Buffer => _buffer;

    public int Length { get; private set; }

    public void AppendLiteral(string text) => Length += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));

    public void AppendFormatted(string text) => AppendLiteral(text);

    public void AppendFormatted(long number, string? format = null)
    {
        number.TryFormat(Room(NumberBytes), out var written, format);
        Length += written;
    }

    /// <summary>Writes sound, in base64.</summary>
    public void AppendFormatted(byte[] sound)
    {
        Base64.EncodeToUtf8(sound, Room(Base64.GetMaxEncodedToUtf8Length(sound.Length)), out _, out var written);
        Length += written;
    }

    /// <summary>Ends the event's object.</summary>
    public void Close() => AppendLiteral("}");

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - Length < bytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Length + bytes);
            _buffer.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(Length);
    }
}
