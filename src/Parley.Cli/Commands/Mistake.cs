using System.CommandLine;
using System.CommandLine.Help;

namespace Parley.Commands;

/// <summary>What is wrong with a command line, in a line, with what may have been meant.</summary>
internal static class Mistake
{
    private const int FarthestMeant = 3;

    /// <summary>The first mistake, or null.</summary>
    public static string? In(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0 || IsAskingAboutUs(parsed))
        {
            return null;
        }

        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is not [var token, ..])
        {
            return $"{parsed.Errors[0].Message} Try: {Name(command)} --help";
        }

        var what = token.StartsWith('-') ? "option" : command is RootCommand ? "command" : "argument";
        return Meant(token, command) is { } meant
            ? $"There is no {what} '{token}'. Did you mean '{meant}'?"
            : $"There is no {what} '{token}'. Try: {Name(command)} --help";
    }

    private static bool IsAskingAboutUs(ParseResult parsed) =>
        parsed.RootCommandResult.Command.Options.Any(option => option is HelpOption or VersionOption && parsed.GetResult(option) is { Implicit: false });

    private static string Name(Command command) => command is RootCommand ? "parley" : $"parley {command.Name}";

    private static string? Meant(string token, Command command)
    {
        var known = command.Subcommands.Select(verb => verb.Name).Concat(command.Options.Select(option => option.Name));
        return known.Select(name => (Name: name, Distance: Distance(token, name)))
            .Where(near => near.Distance <= Math.Min(FarthestMeant, token.Length / 2))
            .OrderBy(near => near.Distance)
            .Select(near => near.Name)
            .FirstOrDefault();
    }

    // Levenshtein's: letters to insert, delete or replace
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < to.Length; j++)
            {
                var replaced = diagonal + (from[i] == to[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(row[j], diagonal) + 1);
            }
        }

        return row[to.Length];
    }
}
