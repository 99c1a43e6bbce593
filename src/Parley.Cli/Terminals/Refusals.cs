namespace Parley.Terminals;

/// <summary>Why the system would not read or write a file, in words without the runtime's.</summary>
internal static class Refusals
{
    private const int NoSpace = 28;
    private const int ReadOnly = 30;

    /// <summary>A clause without a full stop.</summary>
    public static string Reason(Exception refused) => refused switch
    {
        UnauthorizedAccessException => "permission is denied",
        PathTooLongException => "the path is too long",
        DirectoryNotFoundException => "there is no such folder",
        IOException { HResult: NoSpace } => "no space is left there",
        IOException { HResult: ReadOnly } => "the file system is read-only",
        _ => refused.Message.Split(" : ")[0].TrimEnd('.'),
    };
}
