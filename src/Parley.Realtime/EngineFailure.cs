namespace Parley.Realtime;

/// <summary>What a client is told of an engine's failure: an engine's own words may name hosts, bodies or code.</summary>
internal static class EngineFailure
{
    /// <summary>The message of those failures whose message is meant to be read: what an engine cannot do, and that it took too long.</summary>
    public static string ForClients(Exception failure) => failure is NotSupportedException or TimeoutException
        ? failure.Message
        : "An engine failed; the server's log says how.";
}
