using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parley.Dialogues;

/// <summary>The HTTP endpoints beside the sockets.</summary>
internal static class Rest
{
    private static readonly HttpClient Http = new();

    /// <param name="endpoint">Such as <c>realtime/client_secrets</c>.</param>
    /// <param name="body">None where it is null.</param>
    public static async Task<(int Status, JsonObject? Body)> PostAsync(this Stage stage, string endpoint, string? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, stage.Target.Http(endpoint));
        if (stage.Target.Key is { } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var patience = new CancellationTokenSource(stage.Target.Timeout, stage.Target.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stage.Cancellation);
        try
        {
            using var response = await Http.SendAsync(request, either.Token);
            return ((int)response.StatusCode, Parse(await response.Content.ReadAsStringAsync(either.Token)));
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !stage.Cancellation.IsCancellationRequested))
        {
            throw new CheckFailedException($"POST {endpoint}: {failure.Message}");
        }
    }

    /// <summary>An error body as every endpoint has it.</summary>
    public static void ExpectError((int Status, JsonObject? Body) answer, string what, params int[] statuses)
    {
        Expect.That(statuses.Contains(answer.Status), $"{what}: expected {string.Join(" or ", statuses)}, got {answer.Status} {answer.Body?.ToJsonString()}");
        Expect.That(answer.Body?["error"] is JsonObject { } error && error["message"] is JsonValue && error["type"] is JsonValue && error.ContainsKey("param") && error.ContainsKey("code"),
            $"{what}: expected {{\"error\":{{message, type, param, code}}}}, got {answer.Body?.ToJsonString() ?? "no JSON"}");
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // what was expected says so
        }
    }
}
