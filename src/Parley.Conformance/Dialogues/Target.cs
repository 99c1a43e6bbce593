using Parley.Dialects;

namespace Parley.Dialogues;

/// <summary>The server that is judged, and what is known of it.</summary>
/// <param name="Url"><c>http(s)</c> or <c>ws(s)://host:port[/path]</c>; the path is the one of the sockets, <c>/v1/realtime</c> where nothing is said.</param>
/// <param name="Key">An API key; never shown.</param>
/// <param name="Model">What to ask for.</param>
/// <param name="Speech">What to say to it: 16-bit mono PCM at 24 kHz, without silence around it.</param>
public sealed record Target(Uri Url, string? Key, string Model, ReadOnlyMemory<byte> Speech)
{
    public const int SampleRate = 24000;

    private const string DefaultPath = "/v1/realtime";

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Behind the model are engines that do as they are told, and fail when they are told to.</summary>
    public bool HasObedientEngines { get; init; }

    /// <summary>Yandex' folder: its clients ask for <c>gpt://FOLDER/MODEL</c>.</summary>
    public string? Folder { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Says where, never with what key.</summary>
    public override string ToString() => Url.GetLeftPart(UriPartial.Path);

    internal int SpeechMs => Speech.Length / (SampleRate / 1000 * sizeof(short));

    private string Path => Url.AbsolutePath.TrimEnd('/') is { Length: > 0 } path ? path : DefaultPath;

    /// <summary>The model's name as the dialect's clients write it.</summary>
    internal string ModelIn(DialectName dialect) =>
        dialect == DialectName.Yandex && Folder is { } folder && !Model.Contains("://", StringComparison.Ordinal) ? $"gpt://{folder}/{Model}" : Model;

    /// <summary>The address of a socket.</summary>
    internal Uri Socket(DialectName dialect, string query) => new UriBuilder(Url)
    {
        Scheme = Url.Scheme is "https" or "wss" ? "wss" : "ws",
        Port = Url.Port,
        Path = dialect == DialectName.Yandex && !Path.EndsWith("/openai", StringComparison.Ordinal) ? $"{Path}/openai" : Path,
        Query = query,
    }.Uri;

    /// <summary>The address of an HTTP endpoint beside the sockets, such as <c>realtime/client_secrets</c>.</summary>
    internal Uri Http(string endpoint)
    {
        var root = Path.LastIndexOf("/realtime", StringComparison.Ordinal) is >= 0 and var at ? Path[..at] : Path;
        return new UriBuilder(Url) { Scheme = Url.Scheme is "https" or "wss" ? "https" : "http", Port = Url.Port, Path = $"{root}/{endpoint}" }.Uri;
    }
}
