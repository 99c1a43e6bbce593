using System.Buffers;

namespace Parley.Talking;

/// <summary>Where the program of a tool's command is: one with a slash that is not absolute is beside the <c>tools.json</c> that names it.</summary>
internal static class CommandPath
{
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\n;|&<>");

    /// <param name="folder">The folder of <c>tools.json</c>; null leaves everything as it is.</param>
    /// <param name="command">The program and its arguments; a shell's command line is its last argument.</param>
    public static IReadOnlyList<string> In(string? folder, string[] command) => (folder, command) switch
    {
        (null, _) => command,
        (_, ["/bin/sh", "-c", var line]) => ["/bin/sh", "-c", Line(folder, line.TrimStart())],
        (_, [var program, .. var arguments]) when IsRelative(program) => [Path.GetFullPath(program, folder), .. arguments],
        _ => command,
    };

    // only a plain first word is a program for certain; a shell's own signs are left to the shell
    private static string Line(string folder, string line)
    {
        var end = line.AsSpan().IndexOfAny(WordEnds) is >= 0 and var found ? found : line.Length;
        var program = line[..end];
        return IsRelative(program) && program.All(letter => char.IsLetterOrDigit(letter) || "/._-+".Contains(letter, StringComparison.Ordinal))
            ? $"'{Path.GetFullPath(program, folder).Replace("'", "'\\''", StringComparison.Ordinal)}'{line[end..]}"
            : line;
    }

    private static bool IsRelative(string program) => program.Contains('/', StringComparison.Ordinal) && !Path.IsPathRooted(program);
}
