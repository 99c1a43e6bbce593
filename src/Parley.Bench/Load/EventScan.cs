using System.Text;
using System.Text.Json;

namespace Parley.Load;

/// <summary>Reads the little of a server event that a call acts on, and builds nothing of the rest.</summary>
internal static class EventScan
{
    /// <exception cref="InvalidDataException">The message is no event.</exception>
    public static ServerSign Read(ReadOnlySpan<byte> message)
    {
        try
        {
            return Scan(message);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException("a message that is no JSON", broken);
        }
    }

    private static ServerSign Scan(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidDataException("a message that is no JSON object");
        }

        var found = new Finding();
        ReadOnlySpan<byte> type = default;
        ReadOnlySpan<byte> delta = default;
        ReadOnlySpan<byte> callId = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // type may stand anywhere, so what the others mean is settled at the end
            switch (Key(ref reader))
            {
                case Name.Type: type = Text(ref reader); break;
                case Name.Delta: delta = Text(ref reader); break;
                case Name.CallId: callId = Text(ref reader); break;
                case Name.ResponseId: found.Response = IdentityOf(ref reader); break;
                case Name.ItemId: found.Item = IdentityOf(ref reader); break;
                case Name.Response: ReadResponse(ref reader, ref found); break;
                case Name.Item: ReadItem(ref reader, ref found); break;
                case Name.Error: ReadError(ref reader, ref found); break;
                default: Pass(ref reader); break;
            }
        }

        if (type.IsEmpty)
        {
            throw new InvalidDataException("an event without a type");
        }

        var kind = EventNames.KindOf(type);
        return new(kind)
        {
            Response = found.Response,
            Item = found.Item,
            End = kind == EventKind.ResponseDone ? found.End : ResponseEnd.None,
            Code = kind is EventKind.Error or EventKind.ResponseDone ? found.Code : null,
            CallId = kind == EventKind.ArgumentsDone ? Encoding.UTF8.GetString(callId) : null,
            SoundBytes = kind == EventKind.AudioDelta ? Decoded(delta) : 0,
        };
    }

    private static void ReadResponse(ref Utf8JsonReader reader, ref Finding found)
    {
        if (!Enter(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (Key(ref reader))
            {
                case Name.Id: found.Response = IdentityOf(ref reader); break;
                case Name.Status: found.End = EndOf(Text(ref reader)); break;
                case Name.StatusDetails: ReadDetails(ref reader, ref found); break;
                default: Pass(ref reader); break;
            }
        }
    }

    private static void ReadDetails(ref Utf8JsonReader reader, ref Finding found)
    {
        if (!Enter(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Key(ref reader) == Name.Error)
            {
                ReadError(ref reader, ref found);
            }
            else
            {
                Pass(ref reader);
            }
        }
    }

    private static void ReadItem(ref Utf8JsonReader reader, ref Finding found)
    {
        if (!Enter(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Key(ref reader) == Name.Id)
            {
                found.Item = IdentityOf(ref reader);
            }
            else
            {
                Pass(ref reader);
            }
        }
    }

    // where it has no code, its type says at least whose fault it is
    private static void ReadError(ref Utf8JsonReader reader, ref Finding found)
    {
        if (!Enter(ref reader))
        {
            return;
        }

        string? type = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (Key(ref reader))
            {
                case Name.Code: found.Code = Encoding.UTF8.GetString(Text(ref reader)); break;
                case Name.Type: type = Encoding.UTF8.GetString(Text(ref reader)); break;
                default: Pass(ref reader); break;
            }
        }

        found.Code = found.Code is { Length: > 0 } code ? code : type;
    }

    private static Name Key(ref Utf8JsonReader reader)
    {
        var key = reader.ValueSpan;
        var name = key.Length switch
        {
            2 when key.SequenceEqual("id"u8) => Name.Id,
            4 when key.SequenceEqual("type"u8) => Name.Type,
            4 when key.SequenceEqual("item"u8) => Name.Item,
            4 when key.SequenceEqual("code"u8) => Name.Code,
            5 when key.SequenceEqual("delta"u8) => Name.Delta,
            5 when key.SequenceEqual("error"u8) => Name.Error,
            6 when key.SequenceEqual("status"u8) => Name.Status,
            7 when key.SequenceEqual("item_id"u8) => Name.ItemId,
            7 when key.SequenceEqual("call_id"u8) => Name.CallId,
            8 when key.SequenceEqual("response"u8) => Name.Response,
            11 when key.SequenceEqual("response_id"u8) => Name.ResponseId,
            14 when key.SequenceEqual("status_details"u8) => Name.StatusDetails,
            _ => Name.Other,
        };
        reader.Read();
        return name;
    }

    private static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        }

        Pass(ref reader);
        return default;
    }

    private static ulong IdentityOf(ref Utf8JsonReader reader) => Text(ref reader) is { IsEmpty: false } id ? Identity.Of(id) : 0;

    private static bool Enter(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        Pass(ref reader);
        return false;
    }

    private static void Pass(ref Utf8JsonReader reader) => reader.Skip();

    private static ResponseEnd EndOf(ReadOnlySpan<byte> status) => status switch
    {
        _ when status.SequenceEqual("completed"u8) => ResponseEnd.Completed,
        _ when status.SequenceEqual("cancelled"u8) => ResponseEnd.Cancelled,
        _ when status.SequenceEqual("incomplete"u8) => ResponseEnd.Incomplete,
        _ when status.SequenceEqual("failed"u8) => ResponseEnd.Failed,
        _ => ResponseEnd.None,
    };

    // base64 writes three bytes as four letters
    private static int Decoded(ReadOnlySpan<byte> base64) =>
        base64.Length / 4 * 3 - (base64.EndsWith("=="u8) ? 2 : base64.EndsWith("="u8) ? 1 : 0);

    private enum Name
    {
        Other,
        Type,
        Id,
        Item,
        Code,
        Delta,
        Error,
        Status,
        ItemId,
        CallId,
        Response,
        ResponseId,
        StatusDetails,
    }

    private ref struct Finding
    {
        public ulong Response;
        public ulong Item;
        public ResponseEnd End;
        public string? Code;
    }
}
