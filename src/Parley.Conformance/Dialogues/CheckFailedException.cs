namespace Parley.Dialogues;

/// <summary>The server did not do what a check expects; the message says what it did.</summary>
internal class CheckFailedException(string message) : Exception(message);

/// <summary>The server answered the handshake with plain HTTP.</summary>
/// <param name="status">0 where there was no answer at all.</param>
internal sealed class UpgradeRefusedException(int status, string message) : CheckFailedException(message)
{
    public int Status => status;
}

/// <summary>It turned out on the way that a check cannot tell anything about this server.</summary>
internal sealed class CheckSkippedException(string reason) : Exception(reason);
