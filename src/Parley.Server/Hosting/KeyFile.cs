using Microsoft.Extensions.Logging;

namespace Parley.Hosting;

/// <summary>The keys of the configuration file as it stands at any time: a key that was taken out must not work a moment longer.</summary>
/// <param name="content">The file at the start.</param>
/// <param name="keys">The keys in it at the start.</param>
internal sealed partial class KeyFile(string path, byte[] content, IReadOnlyList<KeyOptions> keys, ILogger<KeyFile> log)
{
    private byte[]? _seen = content; // null while there is nothing to read

    public string Path => path;

    public IReadOnlyList<KeyOptions> AtStart => keys;

    /// <returns>Null where nothing has changed, or where the file is not what it should be, which is logged once.</returns>
    public IReadOnlyList<KeyOptions>? ReadChange()
    {
        byte[]? now = null;
        try
        {
            now = ConfigurationFile.ReadBytes(path);
            return now.AsSpan().SequenceEqual(_seen) && _seen is not null ? null : [.. ConfigurationFile.Parse(now, path).Keys];
        }
        catch (ParleyStartupException mistake)
        {
            if (now is not null || _seen is not null)
            {
                Log.Unusable(log, mistake.Message);
            }

            return null;
        }
        finally
        {
            _seen = now;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The configuration has changed and cannot be used, so API keys stay as they were. {Mistake}")]
        public static partial void Unusable(ILogger log, string mistake);
    }
}
