namespace Parley.Hosting;

/// <summary>What a file shows of a change without being read.</summary>
internal sealed record FileStamp(DateTime Written, DateTime Made, long Bytes)
{
    // file systems' clocks tick coarsely: two changes in one tick may look like one
    private static readonly TimeSpan SettlesIn = TimeSpan.FromSeconds(2);

    /// <returns>Null where only reading tells: the file is not there, or was written just now.</returns>
    public static FileStamp? Of(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete); // what a link points at, not the link
            var stamp = new FileStamp(File.GetLastWriteTimeUtc(file), File.GetCreationTimeUtc(file), RandomAccess.GetLength(file));
            return TimeProvider.System.GetUtcNow().UtcDateTime - stamp.Written > SettlesIn ? stamp : null; // by the clock that stamps files
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
