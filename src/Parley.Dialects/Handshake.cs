namespace Parley.Dialects;

/// <summary>What a client shows when it connects: enough to choose its dialect, its credential and its subprotocol.</summary>
/// <param name="Path">For example <c>/v1/realtime</c>.</param>
/// <param name="Query">Decoded; names are compared without case.</param>
/// <param name="Headers">Names are compared without case.</param>
/// <param name="Subprotocols">As offered, in order.</param>
public sealed record Handshake(
    string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> Subprotocols)
{
    private const string KeySubprotocol = "openai-insecure-api-key.";
    private const string BetaSubprotocol = "openai-beta.realtime-v1";

    /// <summary>The API key or ephemeral secret, wherever the client put it, or null.</summary>
    public string? Credential =>
        (Scheme is "bearer" or "api-key" ? Authorization[Scheme.Length..].Trim() : null)
        ?? Header("api-key")
        ?? Subprotocols.FirstOrDefault(offered => offered.StartsWith(KeySubprotocol, StringComparison.Ordinal))?[KeySubprotocol.Length..]
        ?? In(Query, "api-key");

    /// <summary>The subprotocol to select, never one that carries the key; null to select none.</summary>
    public string? Subprotocol => Subprotocols.FirstOrDefault(offered => offered == "realtime")
        ?? Subprotocols.FirstOrDefault(offered => offered == BetaSubprotocol);

    /// <summary>The scheme of <c>Authorization</c> in lower case, or an empty string.</summary>
    internal string Scheme => Authorization.IndexOf(' ') is > 0 and var end ? Authorization[..end].ToLowerInvariant() : "";

    internal bool AsksForBeta =>
        Header("OpenAI-Beta")?.Contains("realtime=v1", StringComparison.OrdinalIgnoreCase) == true || Subprotocols.Contains(BetaSubprotocol);

    internal bool HasYandexPath => PathEnds("/realtime/openai");

    internal bool HasYandexModel => In(Query, "model")?.StartsWith("gpt://", StringComparison.OrdinalIgnoreCase) == true;

    internal bool HasAzureGaPath => PathEnds("/openai/v1/realtime");

    internal bool HasAzureBetaPath => PathEnds("/openai/realtime") || PathEnds("/voice-live/realtime");

    internal bool HasApiKeyHeader => Header("api-key") is not null;

    private string Authorization => Header("Authorization")?.Trim() ?? "";

    /// <summary>Says where, never with what key.</summary>
    public override string ToString() => $"Handshake at {Path}";

    private bool PathEnds(string with) => Path.TrimEnd('/').EndsWith(with, StringComparison.OrdinalIgnoreCase);

    private string? Header(string name) => In(Headers, name);

    private static string? In(IReadOnlyDictionary<string, string> pairs, string name) =>
        pairs.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { Length: > 0 } value ? value : null;
}
