namespace Parley.Terminals;

/// <summary>A command cannot go on; the message is the one line that says so to a person.</summary>
internal sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner);
