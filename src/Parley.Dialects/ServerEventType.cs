using System.Text.Json;

namespace Parley.Dialects;

/// <summary>Finds the <c>type</c> of an event without building anything.</summary>
internal static class ServerEventType
{
    /// <summary>The type, or null for what is not an object with one.</summary>
    public static string? Of(ReadOnlySpan<byte> message)
    {
        try
        {
            var reader = new Utf8JsonReader(message);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                reader.Read();
                if (isType)
                {
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }

                reader.Skip();
            }

            return null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null; // not JSON, or a string that is not text
        }
    }
}
