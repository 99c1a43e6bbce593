using System.Net;
using Microsoft.Extensions.Logging;

namespace Parley.Hosting;

/// <summary>Who may connect: the keys of the configuration as its file stands now, and those given besides. Compares all in constant time.</summary>
internal sealed partial class ApiKeys
{
    /// <summary>Works where no key is configured, and from loopback only.</summary>
    public const string Development = "parley-dev";

    private readonly Lock _gate = new();
    private readonly ILogger _log;
    private readonly KeyFile? _file;
    private readonly IReadOnlyList<KeyOptions> _given;
    private IReadOnlyList<ApiKey> _keys;

    /// <param name="file">Where there is a file that keys may come into and go from.</param>
    public ApiKeys(ParleyOptions options, ILogger<ApiKeys> log, KeyFile? file = null)
    {
        (_file, _log) = (file, log);
        _given = [.. options.Keys.Except(file?.AtStart ?? [])];
        AreForDevelopment = options.Keys.Count == 0;
        _keys = AreForDevelopment ? [ApiKey.Of(new() { Name = "development key", Key = Development, Rights = [.. Enum.GetValues<KeyRight>()] }, 1)] : Made(options.Keys);
    }

    /// <summary>Whether only the development key works. Once there was another, it never does again: the server may have been opened to others.</summary>
    public bool AreForDevelopment { get; private set; }

    /// <summary>Which key the credential is, or null if it is none.</summary>
    /// <param name="caller">Null where it is not known, which is not loopback.</param>
    /// <param name="isForwarded">A proxy passed the request on, so that the address is the proxy's.</param>
    public ApiKey? Find(string? credential, IPAddress? caller, bool isForwarded) =>
        credential is null ? null : FindById(ApiKey.IdOf(credential), caller, isForwarded);

    /// <summary>The key with an <see cref="ApiKey.Id"/>, if there still is one.</summary>
    public ApiKey? FindById(string id, IPAddress? caller, bool isForwarded)
    {
        var keys = Current();
        if (AreForDevelopment && (isForwarded || caller is null || !IPAddress.IsLoopback(caller)))
        {
            return null;
        }

        ApiKey? found = null;
        foreach (var key in keys)
        {
            found = key.Is(id) ? key : found;
        }

        return found;
    }

    /// <summary>The keys that are in force now.</summary>
    public IReadOnlyList<ApiKey> Current()
    {
        lock (_gate)
        {
            if (_file?.ReadChange() is { } changed)
            {
                Take(Made([.. changed, .. _given]), _file.Path);
            }

            return _keys;
        }
    }

    private void Take(ApiKey[] keys, string path)
    {
        if (keys.Length == 0 && AreForDevelopment)
        {
            return;
        }

        (_keys, AreForDevelopment) = (keys, false);
        Log.Changed(_log, path, keys.Length > 0 ? string.Join(", ", keys.Select(key => key.Name)) : "none, so nobody can connect");
    }

    private static ApiKey[] Made(IEnumerable<KeyOptions> keys) => [.. keys.Select((key, i) => ApiKey.Of(key, i + 1))];

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Path} has changed. API keys in force: {Names}. Other changes wait for a restart")]
        public static partial void Changed(ILogger log, string path, string names);
    }
}
