using System.Buffers;
using System.Text.Json.Nodes;
using Parley.Connections;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Protocol;

namespace Parley.Endpoints;

/// <summary>Makes client secrets, and shows the sessions that they open, in the words of whoever asks.</summary>
internal sealed class Mint(ClientSecrets secrets, SessionStarts starts)
{
    /// <param name="event">The event that says such a session in that dialect.</param>
    /// <param name="session">Null where nothing was said, and the secret opens any session.</param>
    /// <exception cref="InvalidRequestException">What is wrong with the session; its <c>param</c> begins with <c>session</c>.</exception>
    public Minted Make(ApiKey key, TimeSpan life, DialectName name, string @event, JsonObject? session)
    {
        var manner = Manner.Of(name);
        var said = session?.DeepClone().AsObject() ?? new JsonObject { ["type"] = "realtime" };
        try
        {
            var config = starts.Make(SessionRequest.None, Stored(name, @event, said).Read(manner.Dialect), key, manner.Policy).Config;
            if (config is RealtimeSessionConfig { Model: { } model })
            {
                said["model"] = model; // which its author is shown, and so not its holder's to choose
            }

            var (value, expiresAt) = secrets.Issue(key, life, session is null ? null : Stored(name, @event, said));
            return new(value, expiresAt, Spoken(manner.Dialect, new SessionCreated(config with { ExpiresAt = 0 }))["session"]!.DeepClone().AsObject());
        }
        catch (InvalidRequestException mistake)
        {
            throw InWordsOf(manner.Dialect, mistake);
        }
    }

    private static StoredSession Stored(DialectName name, string @event, JsonObject session) =>
        new(name, new JsonObject { ["type"] = @event, ["session"] = session.DeepClone() }.ToJsonString());

    private static InvalidRequestException InWordsOf(IDialect dialect, InvalidRequestException mistake)
    {
        var error = Spoken(dialect, new ErrorEvent(new(ErrorDetails.InvalidRequest, mistake.Code, mistake.Message, mistake.Param)))["error"]!;
        return new((string?)error["code"], (string)error["message"]!, (string?)error["param"]);
    }

    private static JsonObject Spoken(IDialect dialect, ServerEvent serverEvent)
    {
        var json = new ArrayBufferWriter<byte>();
        dialect.Write(serverEvent, json);
        return JsonNode.Parse(json.WrittenSpan)!.AsObject();
    }
}

/// <param name="ExpiresAt">Unix seconds.</param>
internal sealed record Minted(string Value, long ExpiresAt, JsonObject Session);
