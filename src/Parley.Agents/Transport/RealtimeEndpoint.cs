using Parley.Dialects;

namespace Parley.Transport;

/// <summary>Where a Realtime server is, and how to speak to it.</summary>
/// <param name="Url"><c>http(s)</c> or <c>ws(s)://host:port[/path][?query]</c>; what is missing of the path is added.</param>
/// <param name="Model">The model, or null where the server, or the query, says it.</param>
public sealed record RealtimeEndpoint(Uri Url, string? Model = null)
{
    private static readonly Uri OpenAIUrl = new("wss://api.openai.com/v1/realtime");
    private static readonly Uri YandexUrl = new("wss://ai.api.cloud.yandex.net/v1/realtime/openai");

    /// <summary>Never part of an address, a message or this record's text.</summary>
    public string? ApiKey { get; init; }

    public DialectName Dialect { get; init; } = DialectName.Ga;

    /// <summary>Yandex' folder, which becomes a part of the model's name.</summary>
    public string? Folder { get; init; }

    /// <summary>Headers to send besides those of the dialect.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How often a quiet connection is asked whether it is still there.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>For how long it may not answer that; then it counts as lost.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Asks a Parley server for <c>parley.turn.trace</c>.</summary>
    public bool Trace { get; init; }

    /// <summary>The complete address of the socket.</summary>
    public Uri Address => EndpointAddress.Of(this);

    public static RealtimeEndpoint OpenAI(string apiKey, string model) => new(OpenAIUrl, model) { ApiKey = apiKey };

    /// <summary>An Azure OpenAI resource, through its GA path.</summary>
    /// <param name="resource"><c>https://NAME.openai.azure.com</c>.</param>
    /// <param name="deployment">The name of the model's deployment.</param>
    public static RealtimeEndpoint AzureOpenAI(Uri resource, string apiKey, string deployment) =>
        new(new Uri(resource, "/openai/v1/realtime"), deployment) { Headers = new Dictionary<string, string> { ["api-key"] = apiKey } };

    public static RealtimeEndpoint Yandex(string apiKey, string folder, string model) =>
        new(YandexUrl, model) { ApiKey = apiKey, Folder = folder, Dialect = DialectName.Yandex };

    public static RealtimeEndpoint Parley(Uri url, string? apiKey = null, string? model = null) => new(url, model) { ApiKey = apiKey };

    /// <summary>Says where, never with what key: not even one in the query.</summary>
    public override string ToString() => Address.GetLeftPart(UriPartial.Path);
}
