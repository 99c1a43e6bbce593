using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;
using Parley.Protocol;

namespace Parley.Dialects;

/// <summary>The short way for the one client event that comes fifty times a second; the same in every dialect.</summary>
internal static class AudioAppend
{
    private const int LongestEventId = 512;

    private static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    private static readonly JsonEncodedText Append = JsonEncodedText.Encode(InputAudioBufferAppend.Type);

    /// <summary>The append, its sound decoded in place; or null for all that is not a plain one, untouched: the long way then finds out what it is.</summary>
    public static InputAudioBufferAppend? TryRead(Memory<byte> message)
    {
        try
        {
            return Plain(message);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null; // the long way says what is wrong
        }
    }

    public static void Write(InputAudioBufferAppend append, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString(Type, Append);
        if (append.EventId is { } eventId)
        {
            writer.WriteString("event_id"u8, eventId);
        }

        writer.WriteBase64String("audio"u8, append.Audio.Span);
        writer.WriteEndObject();
    }

    private static InputAudioBufferAppend? Plain(Memory<byte> message)
    {
        var reader = new Utf8JsonReader(message.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var audio = default(Utf8JsonReader);
        var (isAppend, hasAudio, eventId) = (false, false, default(string));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!isAppend && reader.ValueTextEquals("type"u8) && IsString(ref reader) && reader.ValueTextEquals(Append.EncodedUtf8Bytes))
            {
                isAppend = true;
            }
            else if (!hasAudio && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("audio"u8) && IsString(ref reader))
            {
                audio = reader;
                hasAudio = true;
            }
            else if (eventId is null && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("event_id"u8) && IsString(ref reader)
                && reader.ValueSpan.Length <= LongestEventId && Utf8.IsValid(reader.ValueSpan))
            {
                eventId = reader.GetString();
            }
            else
            {
                return null;
            }
        }

        var isWhole = reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        return isWhole && isAppend && hasAudio && TryDecode(message, ref audio, out var sound) ? new(sound) { EventId = eventId } : null;
    }

    private static bool IsString(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.String;

    private static bool TryDecode(Memory<byte> message, ref Utf8JsonReader audio, out ReadOnlyMemory<byte> sound)
    {
        if (audio.ValueIsEscaped)
        {
            var isDecoded = audio.TryGetBytesFromBase64(out var unescaped); // encoders that write + as \u002B
            sound = unescaped;
            return isDecoded;
        }

        var text = message.Slice((int)audio.TokenStartIndex + 1, audio.ValueSpan.Length); // behind the quote
        var padding = text.Span.EndsWith("=="u8) ? 2 : text.Span.EndsWith("="u8) ? 1 : 0;
        var length = Math.Max(0, (text.Length / 4 * 3) - padding);
        sound = text[..length];
        return text.Length % 4 == 0
            && Base64.IsValid(text.Span, out var decoded) && decoded == length // less is in it where there is white space
            && Base64.DecodeFromUtf8InPlace(text.Span, out _) == OperationStatus.Done;
    }
}
