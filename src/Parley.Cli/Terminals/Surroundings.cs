namespace Parley.Terminals;

/// <summary>What a command finds around it.</summary>
/// <param name="Voice">Where it speaks.</param>
/// <param name="Variable">Environment variables; null where one is not set.</param>
/// <param name="Time">The clock.</param>
internal sealed record Surroundings(ConsoleVoice Voice, Func<string, string?> Variable, TimeProvider Time)
{
    /// <summary>Set by a launcher to the name it was called by.</summary>
    public const string CommandVariable = "PARLEY_COMMAND";

    /// <summary>Whether it was SIGTERM that ended the command, which is how a server is stopped in peace.</summary>
    public Func<bool> IsTerminated { get; init; } = () => false;

    /// <summary>Lines that are typed, or come from another program.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>Single keys, where a person sits at a terminal; null where lines are all there is.</summary>
    public IKeys? Keys { get; init; }

    /// <summary>What a person types to run this program, for every hint to begin with.</summary>
    public string Command => Variable(CommandVariable) is { Length: > 0 } typed ? typed : "parley";

    /// <summary>A program's path, if it is installed.</summary>
    public string? Program(string name) => (Variable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
