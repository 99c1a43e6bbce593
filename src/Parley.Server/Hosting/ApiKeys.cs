using System.Net;
using Microsoft.Extensions.Logging;

namespace Parley.Hosting;

/// <summary>Who may connect: the keys of the configuration as its file stands now, and those given besides.</summary>
internal sealed partial class ApiKeys
{
    /// <summary>Works where no key is configured, and from loopback only.</summary>
    public const string Development = "parley-dev";

    private readonly Lock _gate = new();
    private readonly ILogger _log;
    private readonly KeyFile? _file;
    private readonly IReadOnlyList<KeyOptions> _given;
    private volatile KeyRing _ring;
    private volatile FileStamp? _seen; // set after the ring that was read for it

    /// <param name="file">Where there is a file that keys may come into and go from.</param>
    public ApiKeys(ParleyOptions options, ILogger<ApiKeys> log, KeyFile? file = null)
    {
        (_file, _log) = (file, log);
        _given = [.. options.Keys.Except(file?.AtStart ?? [])];
        _ring = options.Keys.Count > 0
            ? new(Made(options.Keys), AreForDevelopment: false)
            : new([ApiKey.Of(new() { Name = "development key", Key = Development, Rights = [.. Enum.GetValues<KeyRight>()] }, 1)], AreForDevelopment: true);
    }

    /// <summary>Which key the credential is, or null if it is none.</summary>
    /// <inheritdoc cref="KeyRing.Find"/>
    public ApiKey? Find(string? credential, IPAddress? caller, bool isForwarded) =>
        credential is null ? null : FindById(ApiKey.IdOf(credential), caller, isForwarded);

    /// <inheritdoc cref="KeyRing.Find"/>
    public ApiKey? FindById(string id, IPAddress? caller, bool isForwarded) => Current().Find(id, caller, isForwarded);

    /// <summary>The keys that are in force now. The file is read only where it may have changed.</summary>
    public KeyRing Current()
    {
        var stamp = _file is null ? null : FileStamp.Of(_file.Path); // before the file is read: what is written meanwhile is for the next look
        if (_file is null || (stamp is not null && stamp == _seen))
        {
            return _ring;
        }

        lock (_gate)
        {
            if (_file.ReadChange() is { } changed)
            {
                Take(Made([.. changed, .. _given]), _file.Path);
            }

            _seen = stamp;
            return _ring;
        }
    }

    // once there was another key, the development key never works again: the server may have been opened to others
    private void Take(ApiKey[] keys, string path)
    {
        if (keys.Length == 0 && _ring.AreForDevelopment)
        {
            return;
        }

        _ring = new(keys, AreForDevelopment: false);
        Log.Changed(_log, path, keys.Length > 0 ? string.Join(", ", keys.Select(key => key.Name)) : "none, so nobody can connect");
    }

    private static ApiKey[] Made(IEnumerable<KeyOptions> keys) => [.. keys.Select((key, i) => ApiKey.Of(key, i + 1))];

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Path} has changed. API keys in force: {Names}. Other changes wait for a restart")]
        public static partial void Changed(ILogger log, string path, string names);
    }
}
