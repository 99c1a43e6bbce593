using Parley.Dialects;
using Parley.Terminals;
using Parley.Transport;

namespace Parley.Talking;

/// <summary>Which server to talk to, as options and environment say it; a null <see cref="Url"/> is a server of our own, in this process.</summary>
internal sealed record Destination(Uri? Url = null)
{
    public const string UrlVariable = "PARLEY_URL";
    public const string KeyVariable = "PARLEY_API_KEY";
    public const string OpenAIKeyVariable = "OPENAI_API_KEY";
    public const string YandexKeyVariable = "YANDEX_CLOUD_API_KEY";
    public const string YandexFolderVariable = "YANDEX_CLOUD_FOLDER_ID";

    /// <summary>What a Parley server without keys accepts, from its own machine only.</summary>
    private const string DevelopmentKey = "parley-dev";

    private const string ParleyModel = "parley";
    private const string OpenAIModel = "gpt-realtime";
    private const string YandexModel = "speech-realtime-250923";

    public string? Key { get; init; }

    public string? Folder { get; init; }

    public string Model { get; init; } = ParleyModel;

    public DialectName Dialect { get; init; } = DialectName.Ga;

    /// <summary>Settles where to connect and with which key, before anything is dialled.</summary>
    /// <param name="url">What was asked for; otherwise <see cref="UrlVariable"/>.</param>
    /// <exception cref="CommandException">The URL is none, or a key that the server needs is nowhere.</exception>
    public static Destination Of(string? url, string? key, string? model, DialectName? dialect, Func<string, string?> variable)
    {
        var address = url ?? Set(variable, UrlVariable);
        if (address is null)
        {
            return new() { Model = model ?? ParleyModel, Dialect = dialect ?? DialectName.Ga };
        }

        var server = Parse(address);
        if (IsAt(server, "openai.com"))
        {
            return new(server)
            {
                Key = key ?? Set(variable, OpenAIKeyVariable) ?? throw Missing("an API key", server, OpenAIKeyVariable),
                Model = model ?? OpenAIModel,
                Dialect = dialect ?? DialectName.Ga,
            };
        }

        if (IsAt(server, "yandex.net") || IsAt(server, "yandexcloud.net"))
        {
            var name = model ?? YandexModel;
            return new(server)
            {
                Key = key ?? Set(variable, YandexKeyVariable) ?? throw Missing("an API key", server, YandexKeyVariable),
                Folder = Set(variable, YandexFolderVariable)
                    ?? (name.Contains("://", StringComparison.Ordinal) ? null : throw new CommandException(
                        $"{server.Host} needs the folder of the model: set {YandexFolderVariable}, or give --model gpt://FOLDER/MODEL.")),
                Model = name,
                Dialect = dialect ?? DialectName.Yandex,
            };
        }

        // a server of one's own may have keys or not; only it knows. Keys of the clouds are not shown to it
        return new(server)
        {
            Key = key ?? Set(variable, KeyVariable) ?? (server.IsLoopback ? DevelopmentKey : null),
            Folder = dialect == DialectName.Yandex ? Set(variable, YandexFolderVariable) : null,
            Model = model ?? ParleyModel,
            Dialect = dialect ?? DialectName.Ga,
        };
    }

    /// <summary>The endpoint at the URL.</summary>
    public RealtimeEndpoint Endpoint() => Endpoint(Url ?? throw new InvalidOperationException("No URL was given, and no server was started."), Key);

    /// <summary>The endpoint at a server that was started because there is no URL.</summary>
    public RealtimeEndpoint Endpoint(Uri server, string? key) => new(server, Model) { ApiKey = key, Folder = Folder, Dialect = Dialect };

    private static Uri Parse(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "ws" or "wss" && address.Host.Length > 0
            ? address
            : throw new CommandException($"'{url}' is no URL of a Realtime server; it is http(s)://host:port[/path] or ws(s)://host:port[/path].");

    private static bool IsAt(Uri server, string domain) =>
        server.Host.Equals(domain, StringComparison.OrdinalIgnoreCase) || server.Host.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase);

    private static string? Set(Func<string, string?> variable, string name) => variable(name) is { Length: > 0 } value ? value : null;

    private static CommandException Missing(string what, Uri server, string name) => new($"{server.Host} needs {what}: set {name}, or give --key.");
}
