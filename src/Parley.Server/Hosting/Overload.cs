namespace Parley.Hosting;

/// <summary>What there is too much of.</summary>
internal enum OverloadCause
{
    /// <summary>Sessions, of all clients.</summary>
    Sessions,

    /// <summary>Sessions of one API key.</summary>
    SessionsOfKey,

    /// <summary>Work for the processor.</summary>
    Cpu,

    /// <summary>Work that waits for a thread.</summary>
    Lateness,

    /// <summary>Bytes that wait for clients, or to be handled.</summary>
    BufferedBytes,
}

/// <summary>Why no session more fits, and when to try again.</summary>
internal sealed record Overload(OverloadCause Cause, int RetryAfterSeconds)
{
    /// <summary>The same for one of many who are told so: they shall not come back all at once.</summary>
    public Overload Spread(long nth) => this with { RetryAfterSeconds = RetryAfterSeconds + (int)(nth % RetryAfterSeconds) };
}
