using System.Buffers;
using System.Text.Json.Nodes;
using Parley.Connections;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Protocol;
using Parley.Sessions;

namespace Parley.Endpoints;

/// <summary>Makes client secrets, and shows the sessions that they open, in the words of whoever asks.</summary>
internal sealed class Mint(ClientSecrets secrets, SessionStarts starts)
{
    /// <param name="event">The event that says such a session in that dialect.</param>
    /// <param name="session">Null where nothing was said, and the secret opens any session.</param>
    /// <exception cref="InvalidRequestException">What is wrong with the session; its <c>param</c> begins with <c>session</c>.</exception>
    public Minted Make(ApiKey key, TimeSpan life, DialectName name, string @event, JsonObject? session)
    {
        var dialect = Dialect.Create(name);
        var said = new StoredSession(name, new JsonObject { ["type"] = @event, ["session"] = session?.DeepClone() ?? new JsonObject { ["type"] = "realtime" } }.ToJsonString());
        try
        {
            var config = starts.Make(SessionRequest.None, said.Read(dialect), key, SessionPolicy.OpenAI).Config;
            var (value, expiresAt) = secrets.Issue(key, life, session is null ? null : said);
            return new(value, expiresAt, Spoken(dialect, new SessionCreated(config with { ExpiresAt = 0 }))["session"]!.DeepClone().AsObject());
        }
        catch (InvalidRequestException mistake)
        {
            throw InWordsOf(dialect, mistake);
        }
    }

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
