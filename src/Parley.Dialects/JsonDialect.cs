using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Protocol;

namespace Parley.Dialects;

/// <summary>
/// What the dialects share. GA's JSON is the middle: a dialect says, in tables and a few rewrites, how its own differs
/// from it. Sound takes a short way around all that.
/// </summary>
/// <param name="events">The names of events.</param>
/// <param name="session">The places of a session's fields.</param>
/// <param name="response">The places of the fields of a response, and of what <c>response.create</c> asks for.</param>
internal abstract class JsonDialect(string name, NameTable events, Spelling session, Spelling response) : IDialect
{
    private readonly JsonEncodedText _audioDelta = JsonEncodedText.Encode(events.FromGa(ResponseOutputAudioDelta.Type));
    private readonly JsonMessage _message = new();
    private readonly CallNames _calls = new();
    private volatile ImmutableHashSet<Field> _spoken = [];

    public string Name => name;

    /// <summary>Whether what is written needs no rewriting.</summary>
    protected virtual bool WritesGa => true;

    public ClientEvent Read(Memory<byte> message)
    {
        if (AudioAppend.TryRead(message) is { } append)
        {
            return append;
        }

        string? eventId = null;
        try
        {
            var json = ClientEventReader.Event(JsonText.Parse(message.Span));
            eventId = ClientEventReader.EventIdOf(json);
            ClientToGa(json);
            return ClientEventReader.Read(json);
        }
        catch (InvalidRequestException mistake)
        {
            return Unreadable.From(mistake, eventId);
        }
        catch (JsonException) // the only mistake that the parser left: moved into place, it is nested too deep
        {
            return new Unreadable("invalid_json", "Invalid JSON: an object in it is nested too deep.", null) { EventId = eventId };
        }
    }

    public bool Write(ServerEvent serverEvent, IBufferWriter<byte> output)
    {
        if (serverEvent is ResponseOutputAudioDelta delta)
        {
            AudioDelta.Write(delta, _audioDelta, _message.Begin(output));
            _message.End();
            return true;
        }

        if (serverEvent is UnknownServerEvent || !Has(serverEvent))
        {
            return false;
        }

        var own = serverEvent is ErrorEvent error ? Spelled(error) : WritesGa ? WithoutTemperature(serverEvent) : serverEvent;
        if (WritesGa)
        {
            JsonSerializer.Serialize(_message.Begin(output), own, ProtocolJson.Strict.TypeInfo<ServerEvent>());
        }
        else
        {
            var json = JsonSerializer.SerializeToNode(own, ProtocolJson.Strict.TypeInfo<ServerEvent>())!.AsObject();
            ServerFromGa(own, json);
            json.WriteTo(_message.Begin(output));
        }

        _message.End();
        return true;
    }

    public void Write(ClientEvent clientEvent, IBufferWriter<byte> output)
    {
        switch (clientEvent)
        {
            case InputAudioBufferAppend append:
                AudioAppend.Write(append, _message.Begin(output));
                break;
            case Unreadable:
                throw new ArgumentException("What could not be read cannot be written either.", nameof(clientEvent));
            case var _ when WritesGa:
                JsonSerializer.Serialize(_message.Begin(output), clientEvent, ProtocolJson.Strict.TypeInfo<ClientEvent>());
                break;
            default:
                var json = JsonSerializer.SerializeToNode(clientEvent, ProtocolJson.Strict.TypeInfo<ClientEvent>())!.AsObject();
                ClientFromGa(json);
                json.WriteTo(_message.Begin(output));
                break;
        }

        _message.End();
    }

    public ServerEvent? ReadServerEvent(ReadOnlySpan<byte> message)
    {
        if (ServerEventType.Of(message) is not { } type)
        {
            return null;
        }

        if (type == _audioDelta.Value)
        {
            return ServerEventReader.AudioDelta(message, type);
        }

        return ServerEventReader.Read(message, type, ServerToGa);
    }

    /// <summary>Whether the dialect has such an event.</summary>
    protected virtual bool Has(ServerEvent serverEvent) => true;

    /// <summary>Whether the fields of a session may stand where the dialect's table says.</summary>
    protected virtual bool MayBeFlat(JsonObject settings) => true;

    /// <summary>Rewrites a client's event into GA's words.</summary>
    /// <exception cref="InvalidRequestException">A value that has no counterpart in GA, or a type that no client event has.</exception>
    protected virtual void ClientToGa(JsonObject json)
    {
        if (json.TextOf("type") is { } type)
        {
            json["type"] = events.ToGa(type);
        }

        ClientEventReader.TypeOf(json); // what follows is about the fields of an event: is it one?
        if (json["session"] is JsonObject settings)
        {
            if (MayBeFlat(settings))
            {
                Remember(session.ToGa(settings));
            }
        }

        if (json["response"] is JsonObject asked)
        {
            ResponseToGa(asked);
        }

        if (json["item"] is JsonObject item)
        {
            Parts.ToGa(item);
        }
    }

    /// <summary>Rewrites what a client is about to say from GA's words.</summary>
    protected virtual void ClientFromGa(JsonObject json)
    {
    }

    /// <summary>Rewrites a server's event into GA's words.</summary>
    protected virtual void ServerToGa(JsonObject json)
    {
        if (json["part"] is JsonObject part)
        {
            Parts.Shorten(part);
        }

        _calls.Complete(json);
    }

    /// <summary>Rewrites what a server is about to say from GA's words.</summary>
    protected virtual void ServerFromGa(ServerEvent serverEvent, JsonObject json)
    {
    }

    protected void Remember(IReadOnlyList<Field> spoken)
    {
        if (spoken.Count > 0)
        {
            _spoken = _spoken.Union(spoken);
        }
    }

    private void ResponseToGa(JsonObject asked)
    {
        Remember(response.ToGa(asked));
        if (asked.TextOf("conversation") == "default")
        {
            asked["conversation"] = "auto"; // Yandex' samples call it so
        }

        if (asked["input"] is JsonArray input)
        {
            Parts.LiftReferences(input);
            foreach (var item in input.OfType<JsonObject>())
            {
                Parts.ToGa(item);
            }
        }
    }

    // Taken from clients that still say it, and honoured; but GA has no such field to show.
    private static ServerEvent WithoutTemperature(ServerEvent serverEvent) => serverEvent switch
    {
        SessionCreated { Session: RealtimeSessionConfig { Temperature: not null } session } created => created with { Session = session with { Temperature = null } },
        SessionUpdated { Session: RealtimeSessionConfig { Temperature: not null } session } updated => updated with { Session = session with { Temperature = null } },
        ResponseCreated { Response: { Temperature: not null } response } created => created with { Response = response with { Temperature = null } },
        ResponseDone { Response: { Temperature: not null } response } done => done with { Response = response with { Temperature = null } },
        _ => serverEvent,
    };

    private ErrorEvent Spelled(ErrorEvent error)
    {
        var spoken = _spoken;
        return error.Error.Param is { } param && (session.Place(param, spoken) ?? response.Place(param, spoken)) is { } own
            ? error with { Error = error.Error with { Param = own, Message = error.Error.Message.Replace($"'{param}'", $"'{own}'") } }
            : error;
    }
}
