namespace Parley.Hosting;

/// <summary>The server cannot start as it is configured; the message says what is wrong and what would be right, and is meant to be shown alone.</summary>
public sealed class ParleyStartupException(string message, Exception? inner = null) : Exception(message, inner);
