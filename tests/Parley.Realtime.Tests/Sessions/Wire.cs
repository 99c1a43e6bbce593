using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Sessions;

/// <summary>The way between a client and a session, in one dialect: what goes in may be damaged on the way, what comes out is checked.</summary>
internal sealed class Wire(DialectName name, Func<uint, uint> next)
{
    private static readonly string?[] Junk =
    [
        null, "0", "-1", "1.5", "99999999999999999999", "\"\"", "\"nonsense\"", "\"root\"", "true", "[]", "[null]", "{}", "{\"type\":null}", "{\"type\":\"nope\"}",
        "\"" + new string('x', 600) + "\"", "[[[[{}]]]]",
    ];

    private static readonly UTF8Encoding Text = new(false, throwOnInvalidBytes: true);

    private readonly IDialect _dialect = Dialect.Create(name);
    private readonly List<string?> _held = []; // event ids of items that wait for a response to be done: their mistakes show only then
    private ClientEvent? _read;

    /// <summary>What the session hears of what the client says; one message in two is not what it should be.</summary>
    public ClientEvent Carry(ClientEvent clientEvent)
    {
        var message = clientEvent is Unreadable ? Garbage() : Damaged(Written(clientEvent));
        _read = _dialect.Read(message);
        _read.EventId.ShouldBe(EventIdOf(message), Encoding.UTF8.GetString(message));
        return _read;
    }

    /// <summary>What follows from a client's message: an error names it, and what cannot be read has no other effect.</summary>
    public void CheckAnswer(IReadOnlyList<ServerEvent> events)
    {
        if (_read is Unreadable)
        {
            events.ShouldHaveSingleItem().ShouldBeOfType<ErrorEvent>();
        }
        else if (_read is ConversationItemCreate && events.Count == 0)
        {
            _held.Add(_read.EventId);
        }

        foreach (var error in events.OfType<ErrorEvent>().Where(error => !IsClamp(error)))
        {
            error.Error.Message.ShouldNotBeNullOrWhiteSpace();
            if (error.Error.EventId != _read!.EventId)
            {
                _held.Remove(error.Error.EventId).ShouldBeTrue($"an error names the event that it is about: {error.Error.Message}");
            }
        }

        Check(events);
    }

    /// <summary>All that is sent can be written, and is of a kind that the dialect has.</summary>
    public void Check(IEnumerable<ServerEvent> events)
    {
        foreach (var each in events)
        {
            var written = new ArrayBufferWriter<byte>();
            if (_dialect.Write(each, written))
            {
                var json = JsonNode.Parse(written.WrittenSpan)!.AsObject();
                json["event_id"]!.GetValue<string>().ShouldBe(each.EventId);
                _dialect.ReadServerEvent(written.WrittenSpan).ShouldNotBeNull().ShouldNotBeOfType<UnknownServerEvent>();
            }
        }
    }

    // A truncation beyond the end is clamped and told, tied to no event.
    private static bool IsClamp(ErrorEvent error) => error.Error.Message.StartsWith("Audio content of", StringComparison.Ordinal);

    // Read in another way than the product does: the event id of whatever is text, JSON and an object.
    private static string? EventIdOf(byte[] message)
    {
        try
        {
            using var json = JsonDocument.Parse(Text.GetString(message), new() { AllowDuplicateProperties = false });
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("event_id", out var id)
                && id.ValueKind == JsonValueKind.String
                && id.GetString() is { Length: <= 512 } text ? text : null;
        }
        catch (Exception noJson) when (noJson is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            return null;
        }
    }

    private byte[] Written(ClientEvent clientEvent)
    {
        var output = new ArrayBufferWriter<byte>();
        _dialect.Write(clientEvent, output);
        return output.WrittenSpan.ToArray();
    }

    private byte[] Garbage() => next(4) switch
    {
        0 => "{"u8.ToArray(),
        1 => "{}"u8.ToArray(),
        2 => "{\"type\":\"nope\",\"event_id\":\"e\"}"u8.ToArray(),
        _ => [0xC3, 0x28, 0xFF],
    };

    private byte[] Damaged(byte[] message) => next(6) switch
    {
        0 or 1 => Mutated(message),
        2 => Mutated(Mutated(Mutated(message))),
        3 => Mutilated(message),
        _ => message,
    };

    // One place of the message holds something else, is gone, or has a neighbour that nobody knows.
    private byte[] Mutated(byte[] message)
    {
        var json = JsonNode.Parse(message)!;
        var places = Places(json).ToList();
        if (places.Count == 0)
        {
            return message;
        }

        var place = places[(int)next((uint)places.Count)];
        var junk = Junk[next((uint)Junk.Length)];
        var value = junk is null ? null : JsonNode.Parse(junk);
        switch (place.Parent)
        {
            case JsonObject parent when place.Name is not ("type" or "event_id") || next(8) == 0:
                switch (next(4))
                {
                    case 0: parent.Remove(place.Name!); break;
                    case 1: parent[$"{place.Name}_"] = value; break;
                    default: parent[place.Name!] = value; break;
                }

                break;
            case JsonArray parent:
                parent[place.Index] = value;
                break;
        }

        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    private byte[] Mutilated(byte[] message)
    {
        var at = (int)next((uint)message.Length);
        return next(3) switch
        {
            0 => message[..at],
            1 => [.. message[..at], .. message[(at + 1)..]],
            _ => [.. message[..at], (byte)next(256), .. message[(at + 1)..]],
        };
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(pair => Places(pair.Value).Prepend((parent, pair.Key, 0))),
        JsonArray parent => parent.SelectMany((value, index) => Places(value).Prepend((parent, null, index))),
        _ => [],
    };
}
