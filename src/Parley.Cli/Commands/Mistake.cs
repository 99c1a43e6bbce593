using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace Parley.Commands;

/// <summary>What is wrong with a command line, in a line, with what may have been meant.</summary>
internal static class Mistake
{
    private const int FarthestMeant = 3;

    /// <summary>The first mistake, or null.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="program">What a person types to run the program.</param>
    public static string? In(ParseResult parsed, string program)
    {
        var command = parsed.CommandResult.Command;
        if (IsAskingAboutUs(parsed))
        {
            return command is RootCommand && parsed.UnmatchedTokens is [var topic, ..] ? Unknown("command", topic, command, program) : null;
        }

        if (UnknownOption(parsed) is { } option)
        {
            return Unknown("option", option, command, program);
        }

        if (parsed.Errors.Count == 0)
        {
            return null;
        }

        if (parsed.UnmatchedTokens is not [var token, ..])
        {
            return $"{WrongValue(parsed.Errors[0]) ?? parsed.Errors[0].Message} Try: {Name(command, program)} --help";
        }

        return command is not RootCommand && command.Arguments.Count > 0 && Meant(token, command) is null
            ? $"There is no argument '{token}': words that belong together stand in quotation marks. Try: {Name(command, program)} --help"
            : Unknown(command is RootCommand ? "command" : "argument", token, command, program);
    }

    // the parser names .NET types
    private static string? WrongValue(ParseError error) => error.SymbolResult is OptionResult { Tokens: [var token, ..] } result && Kind(result.Option.ValueType) is { } kind
        ? $"{result.Option.Name} is {kind}, not '{token.Value}'."
        : null;

    private static string? Kind(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Single or TypeCode.Double => "a number",
        TypeCode.Int32 => "a whole number",
        TypeCode.Boolean => "true or false",
        _ => null,
    };

    private static string Unknown(string what, string token, Command command, string program) => Meant(token, command) is { } meant
        ? $"There is no {what} '{token}'. Did you mean '{meant}'?"
        : $"There is no {what} '{token}'. Try: {Name(command, program)} --help";

    // the parser takes a mistyped option for the argument of a command that has one; after "--" it may be one
    private static string? UnknownOption(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? null
        : parsed.CommandResult.Tokens.Select(token => token.Value).Concat(parsed.UnmatchedTokens)
            .FirstOrDefault(value => value.Length > 1 && value[0] == '-' && !value.Any(char.IsWhiteSpace));

    private static bool IsAskingAboutUs(ParseResult parsed) =>
        parsed.RootCommandResult.Command.Options.Any(option => option is HelpOption or VersionOption && parsed.GetResult(option) is { Implicit: false });

    private static string Name(Command command, string program) => command is RootCommand
        ? program
        : $"{Name(command.Parents.OfType<Command>().First(), program)} {command.Name}";

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
