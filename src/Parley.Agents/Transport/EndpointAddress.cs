using Parley.Dialects;

namespace Parley.Transport;

/// <summary>Completes what people write as the URL of a Realtime server.</summary>
internal static class EndpointAddress
{
    public static Uri Of(RealtimeEndpoint endpoint)
    {
        var url = endpoint.Url;
        if (!url.IsAbsoluteUri || Scheme(url.Scheme) is not { } scheme)
        {
            throw new ArgumentException($"The URL of a Realtime server is http(s):// or ws(s)://host:port[/path], not '{url}'.", nameof(endpoint));
        }

        return new UriBuilder(url) { Scheme = scheme, Port = url.Port, Path = Path(url.AbsolutePath, endpoint.Dialect), Query = Query(endpoint) }.Uri;
    }

    private static string? Scheme(string scheme) => scheme switch
    {
        "http" or "ws" => "ws",
        "https" or "wss" => "wss",
        _ => null,
    };

    private static string Path(string given, DialectName dialect)
    {
        var path = given.TrimEnd('/');
        var isYandex = dialect == DialectName.Yandex;
        return path switch
        {
            "" => isYandex ? "/v1/realtime/openai" : "/v1/realtime",
            _ when Ends(path, "/realtime/openai") => path,
            _ when Ends(path, "/realtime") => isYandex ? $"{path}/openai" : path,
            _ => isYandex ? $"{path}/realtime/openai" : $"{path}/realtime",
        };
    }

    private static bool Ends(string path, string with) => path.EndsWith(with, StringComparison.OrdinalIgnoreCase);

    private static string Query(RealtimeEndpoint endpoint)
    {
        var given = endpoint.Url.Query.TrimStart('?');
        var parts = given.Length == 0 ? [] : given.Split('&').ToList();
        if (endpoint.Model is { } model && !parts.Exists(part => part.StartsWith("model=", StringComparison.Ordinal)))
        {
            parts.Add($"model={Uri.EscapeDataString(ModelName(model, endpoint))}");
        }

        if (endpoint.Trace)
        {
            parts.Add("parley_trace=1");
        }

        return string.Join('&', parts);
    }

    private static string ModelName(string model, RealtimeEndpoint endpoint) =>
        endpoint is { Dialect: DialectName.Yandex, Folder: { } folder } && !model.Contains("://", StringComparison.Ordinal) ? $"gpt://{folder}/{model}" : model;
}
