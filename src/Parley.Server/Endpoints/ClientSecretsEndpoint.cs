using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Parley.Dialects;
using Parley.Hosting;
using Parley.Protocol;

namespace Parley.Endpoints;

/// <summary>Secrets for those that must not know an API key: GA's way of asking for them, and the two ways before it.</summary>
internal sealed class ClientSecretsEndpoint(Mint mint)
{
    private static readonly TimeSpan UsualLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LifeBeforeGa = TimeSpan.FromMinutes(1);

    /// <summary><c>POST /v1/realtime/client_secrets</c>.</summary>
    public async Task MakeAsync(HttpContext http, ApiKey key)
    {
        var asked = ClientSecretRequest.Read(await RequestBody.ReadAsync(http));
        var session = asked.Session is { } said ? JsonObject.Create(said.Json) : null;
        var minted = mint.Make(key, Life(asked, UsualLife), DialectName.Ga, "session.update", session);
        await ReplyAsync(http, new() { ["value"] = minted.Value, ["expires_at"] = minted.ExpiresAt, ["session"] = minted.Session });
    }

    /// <summary><c>POST /v1/realtime/sessions</c>.</summary>
    public Task MakeFlatAsync(HttpContext http, ApiKey key) => MakeFlatAsync(http, key, "session.update");

    /// <summary><c>POST /v1/realtime/transcription_sessions</c>.</summary>
    public Task MakeFlatTranscriptionAsync(HttpContext http, ApiKey key) => MakeFlatAsync(http, key, "transcription_session.update");

    // the body is the session, and so is the reply
    private async Task MakeFlatAsync(HttpContext http, ApiKey key, string @event)
    {
        var session = await RequestBody.ReadAsync(http);
        session.Remove("client_secret", out var secret);
        var asked = secret is null ? new() : ClientSecretRequest.Read(secret, "client_secret");
        try
        {
            var minted = mint.Make(key, Life(asked, LifeBeforeGa), DialectName.Beta, @event, session);
            minted.Session["client_secret"] = new JsonObject { ["value"] = minted.Value, ["expires_at"] = minted.ExpiresAt };
            await ReplyAsync(http, minted.Session);
        }
        catch (InvalidRequestException mistake)
        {
            throw mistake.Within("session");
        }
    }

    private static TimeSpan Life(ClientSecretRequest asked, TimeSpan usual) =>
        asked.ExpiresAfter?.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : usual;

    private static Task ReplyAsync(HttpContext http, JsonObject reply)
    {
        http.Response.Headers.CacheControl = "no-store"; // it is a secret
        return http.Response.WriteAsJsonAsync(reply, EndpointJson.Wire.JsonObject, cancellationToken: http.RequestAborted);
    }
}
