using System.Text.Json.Nodes;

namespace Parley.Protocol;

/// <summary>What a client secret is asked for with: the body of <c>POST /v1/realtime/client_secrets</c>.</summary>
/// <param name="Session">What sessions opened with the secret start with, as an update would say it.</param>
public sealed record ClientSecretRequest(ExpiresAfter? ExpiresAfter = null, SessionPatch? Session = null)
{
    private const int LeastSeconds = 10;
    private const int MostSeconds = 7200;

    /// <param name="path">Where the request stands, as errors will name it; empty for a body.</param>
    /// <exception cref="InvalidRequestException">What is wrong, where, and what would be right.</exception>
    public static ClientSecretRequest Read(JsonNode json, string path = "")
    {
        var asked = ClientEventReader.Convert<ClientSecretRequest>(json, path);
        var at = path.Length == 0 ? "expires_after" : $"{path}.expires_after";
        if (asked.ExpiresAfter is { Anchor: not ExpiresAfter.CreatedAt and var anchor })
        {
            throw InvalidRequestException.Unsupported($"{at}.anchor", anchor, [ExpiresAfter.CreatedAt]);
        }

        return asked.ExpiresAfter?.Seconds is < LeastSeconds or > MostSeconds
            ? throw InvalidRequestException.OutOfRange($"{at}.seconds", $"{asked.ExpiresAfter.Seconds}", $"a value from {LeastSeconds} to {MostSeconds}")
            : asked;
    }
}

/// <param name="Anchor">Only <see cref="CreatedAt"/>.</param>
/// <param name="Seconds">10 to 7200, or null for what is usual.</param>
public sealed record ExpiresAfter(string Anchor = ExpiresAfter.CreatedAt, int? Seconds = null)
{
    public const string CreatedAt = "created_at";
}
