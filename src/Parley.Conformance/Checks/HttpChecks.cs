using System.Text.Json.Nodes;
using Parley.Dialogues;

namespace Parley.Checks;

/// <summary>The HTTP endpoints beside the sockets.</summary>
internal static class HttpChecks
{
    private const string Secrets = "realtime/client_secrets";

    public static IEnumerable<Check> All => new Check[]
    {
        new(97, "client_secrets: without a body ok, 9 and 7201 s refused, 600 s ok; the value begins ek_", ClientSecrets),
        new(98, "Legacy realtime/sessions: a flat session with a client_secret; realtime/calls: an error body", LegacyAndCalls),
        new(99, "Files and vector stores: upload, attach, search", _ => Task.CompletedTask) { NotYet = "files and vector stores are not part of this suite yet" },
        new(100, "Vector stores: lists page by page", _ => Task.CompletedTask) { NotYet = "files and vector stores are not part of this suite yet" },
    }
    .Select(check => check with { Dialects = Check.GaOnly, Needs = Needs.Http });

    private static async Task ClientSecrets(Stage stage)
    {
        var now = stage.Target.Time.GetUtcNow().ToUnixTimeSeconds();
        foreach (var body in new[] { null, """{"expires_after":{"anchor":"created_at","seconds":600}}""" })
        {
            var what = $"POST {Secrets} {body ?? "without a body"}";
            var (status, secret) = await stage.PostAsync(Secrets, body);
            Expect.Same(200, status, $"{what}: the status");
            Expect.That(secret?["value"]?.ToString().StartsWith("ek_", StringComparison.Ordinal) == true, $"{what}: 'value' does not begin 'ek_'");
            Expect.That(secret["expires_at"] is JsonValue at && at.TryGetValue<long>(out var expires) && Math.Abs(expires - now - 600) <= 30, $"{what}: 'expires_at' is {secret["expires_at"]}, expected about {now + 600}");
            Expect.Same(JsonValue.Create(0), secret.Find("session.expires_at"), $"{what}: session.expires_at");
            Expect.Same("realtime", secret.Find("session.type")?.ToString(), $"{what}: session.type");
        }

        foreach (var seconds in new[] { 9, 7201 })
        {
            var answer = await stage.PostAsync(Secrets, $$"""{"expires_after":{"anchor":"created_at","seconds":{{seconds}}} }""");
            Rest.ExpectError(answer, $"POST {Secrets} with {seconds} seconds", 400);
        }
    }

    private static async Task LegacyAndCalls(Stage stage)
    {
        var (status, session) = await stage.PostAsync("realtime/sessions", $$"""{"model":"{{stage.Target.Model}}","modalities":["text"],"instructions":"Be brief."}""");
        Expect.Same(200, status, "POST realtime/sessions: the status");
        Expect.Same("Be brief.", session?["instructions"]?.ToString(), "POST realtime/sessions: instructions");
        Expect.Same(new JsonArray("text"), session?["modalities"], "POST realtime/sessions: modalities");
        Expect.That(session.Find("client_secret.value") is JsonValue && session.Find("client_secret.expires_at") is JsonValue, "POST realtime/sessions: no client_secret with value and expires_at");
        Rest.ExpectError(await stage.PostAsync("realtime/calls", """{"sdp":"v=0"}"""), "POST realtime/calls", 404, 501);
    }
}
