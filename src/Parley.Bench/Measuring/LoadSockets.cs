namespace Parley.Measuring;

/// <summary>How .NET serves this process' sockets: whatever arrives is taken where it is noticed, and so stamped at once.</summary>
internal static class LoadSockets
{
    public const string InlineVariable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    public const string ThreadsVariable = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>To be called before the first socket is made: it is read once.</summary>
    public static void Prepare()
    {
        Environment.SetEnvironmentVariable(InlineVariable, "1");
        Environment.SetEnvironmentVariable(ThreadsVariable, "1");
    }
}
