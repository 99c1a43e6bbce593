using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Parley.Protocol;

namespace Parley.Dialects;

/// <summary>Takes a message for JSON whose strings are text: the parser alone lets broken characters pass until somebody reads them.</summary>
public static class JsonText
{
    /// <exception cref="InvalidRequestException">It is not JSON, or a string in it is not text (<c>invalid_json</c>).</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> message)
    {
        if (!Utf8.IsValid(message))
        {
            throw new InvalidRequestException("invalid_json", "Invalid JSON: the message is not UTF-8.");
        }

        return HasHalfCharacter(message)
            ? throw new InvalidRequestException("invalid_json", "Invalid JSON: a \\u escape stands for half a character.")
            : ClientEventReader.ParseAny(message);
    }

    /// <summary>The text of a member, or null where it has none.</summary>
    public static string? TextOf(this JsonObject of, string name) =>
        of[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool HasHalfCharacter(ReadOnlySpan<byte> message)
    {
        if (message.IndexOf("\\u"u8) < 0)
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(message);
            while (reader.Read())
            {
                if (reader.ValueIsEscaped && reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    reader.GetString();
                }
            }

            return false;
        }
        catch (InvalidOperationException)
        {
            return true; // the reader's only way of saying so
        }
        catch (JsonException)
        {
            return false; // worse: not JSON at all, which the parser will say
        }
    }
}
