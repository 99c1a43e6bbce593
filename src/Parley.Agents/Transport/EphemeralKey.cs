using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Protocol;

namespace Parley.Transport;

/// <summary>A key that soon expires, for a browser or a device that must not know the API key.</summary>
/// <param name="Value">Used as an API key.</param>
public sealed record EphemeralKey(string Value, DateTimeOffset ExpiresAt)
{
    private const string Path = "/client_secrets";

    /// <summary>Asks an endpoint for one: <c>POST …/realtime/client_secrets</c> (OpenAI, Parley).</summary>
    /// <param name="session">What a session with it starts with; null leaves it to whoever uses it.</param>
    /// <param name="life">10 s to 2 h; null leaves it to the server.</param>
    /// <exception cref="RealtimeConnectionException">The server cannot be reached, or gives none.</exception>
    public static async Task<EphemeralKey> MintAsync(RealtimeEndpoint endpoint, SessionPatch? session = null, TimeSpan? life = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(endpoint)) { Content = Body(endpoint, session, life) };
        foreach (var (name, value) in EndpointHeaders.Of(endpoint))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode ? Read(endpoint, text) : throw Refused(endpoint, response.StatusCode, text);
        }
        catch (HttpRequestException unreachable)
        {
            throw new RealtimeConnectionException($"Cannot ask {endpoint} for an ephemeral key: {unreachable.Message}", unreachable);
        }
    }

    // what is shown of it is that it is one
    public override string ToString() => $"an ephemeral key until {ExpiresAt:O}";

    private static Uri Address(RealtimeEndpoint endpoint)
    {
        var socket = endpoint.Address;
        return new UriBuilder(socket) { Scheme = socket.Scheme == "wss" ? "https" : "http", Port = socket.Port, Path = socket.AbsolutePath.TrimEnd('/') + Path, Query = "" }.Uri;
    }

    private static StringContent Body(RealtimeEndpoint endpoint, SessionPatch? session, TimeSpan? life)
    {
        var said = session is null ? new JsonObject() : JsonObject.Create(session.Json)!;
        said["type"] ??= "realtime";
        if (endpoint.Model is { } model)
        {
            said["model"] ??= model;
        }

        var body = new JsonObject { ["session"] = said };
        if (life is { } seconds)
        {
            body["expires_after"] = new JsonObject { ["anchor"] = "created_at", ["seconds"] = (int)seconds.TotalSeconds };
        }

        return new(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
    }

    private static EphemeralKey Read(RealtimeEndpoint endpoint, string text)
    {
        try
        {
            var json = JsonElement.Parse(text);
            return new(json.GetProperty("value").GetString()!, DateTimeOffset.FromUnixTimeSeconds(json.GetProperty("expires_at").GetInt64()));
        }
        catch (Exception odd) when (odd is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RealtimeConnectionException($"{endpoint} answered with no ephemeral key.", odd);
        }
    }

    private static RealtimeConnectionException Refused(RealtimeEndpoint endpoint, HttpStatusCode status, string text)
    {
        var message = "";
        try
        {
            message = JsonElement.Parse(text).GetProperty("error").GetProperty("message").GetString();
        }
        catch (Exception noError) when (noError is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // the status says it
        }

        return new($"{endpoint} gives no ephemeral key: HTTP {(int)status}{(string.IsNullOrEmpty(message) ? "" : $", {message}")}", statusCode: status);
    }
}
