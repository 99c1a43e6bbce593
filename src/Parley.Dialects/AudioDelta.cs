using System.Text.Json;
using Parley.Protocol;

namespace Parley.Dialects;

/// <summary>The short way for the one server event that carries sound; dialects differ only in its name.</summary>
internal static class AudioDelta
{
    public static void Write(ResponseOutputAudioDelta delta, JsonEncodedText name, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, name);
        if (delta.EventId is { } eventId)
        {
            writer.WriteString("event_id"u8, eventId);
        }

        writer.WriteString("response_id"u8, delta.ResponseId);
        writer.WriteString("item_id"u8, delta.ItemId);
        writer.WriteNumber("output_index"u8, delta.OutputIndex);
        writer.WriteNumber("content_index"u8, delta.ContentIndex);
        writer.WriteBase64String("delta"u8, delta.Delta.Span);
        writer.WriteEndObject();
    }
}
