using Parley.Dialects;

namespace Parley.Transport;

/// <summary>The headers of an endpoint: its key as its dialect carries it, and what was asked for besides.</summary>
internal static class EndpointHeaders
{
    /// <exception cref="RealtimeConnectionException">One of them cannot be sent.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Of(RealtimeEndpoint endpoint) => All(endpoint).Select(header => Checked(header, endpoint));

    private static KeyValuePair<string, string> Checked(KeyValuePair<string, string> header, RealtimeEndpoint endpoint) =>
        header.Value.Any(character => character is < ' ' or > '~')
            // the value may be a key, so it is not shown; the framework's own message would show it
            ? throw new RealtimeConnectionException($"Cannot connect to {endpoint}: the header {header.Key} can carry printable ASCII only.")
            : header;

    private static IEnumerable<KeyValuePair<string, string>> All(RealtimeEndpoint endpoint)
    {
        if (endpoint.ApiKey is { } key)
        {
            yield return new("Authorization", endpoint.Dialect == DialectName.Yandex ? $"api-key {key}" : $"Bearer {key}");
        }

        if (endpoint.Dialect == DialectName.Beta)
        {
            yield return new("OpenAI-Beta", "realtime=v1");
        }

        foreach (var header in endpoint.Headers)
        {
            yield return header;
        }
    }
}
