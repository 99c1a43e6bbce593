using System.CommandLine;
using System.CommandLine.Help;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary>The program's command line: all verbs, and the one place where failures become a line and an exit code.</summary>
internal sealed class CommandTree
{
    /// <summary>What a shell reports of a program that was ended by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>What a shell reports of a program that was ended by SIGTERM.</summary>
    public const int Terminated = 143;

    private readonly Surroundings _around;
    private readonly RootCommand _root = new(VerbHelp.Purpose);
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Show where a failure comes from.", Recursive = true };

    public CommandTree(Surroundings around, IEnumerable<IVerb> verbs)
    {
        _around = around;
        _root.Options.Add(_verbose);
        foreach (var verb in verbs)
        {
            _root.Subcommands.Add(verb.Command());
        }

        var help = _root.Options.OfType<HelpOption>().Single();
        var verbHelp = new VerbHelp((HelpAction)help.Action!, around.Command);
        help.Action = verbHelp;
        _root.Options.OfType<VersionOption>().Single().Action = new VersionLine();
        _root.SetAction(verbHelp.Invoke);
    }

    /// <returns>The process' exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var parsed = _root.Parse(arguments.Count > 0 && arguments[0] == "help" ? [.. arguments.Skip(1), "--help"] : arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        _around.Voice.IsVerbose = parsed.GetResult(_verbose) is { Implicit: false };
        try
        {
            if (Mistake.In(parsed, _around.Command) is { } mistake)
            {
                throw new CommandException(mistake);
            }

            return await parsed.InvokeAsync(
                new() { Output = _around.Voice.Output, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception failure)
        {
            _around.Voice.Failure(failure.Message, failure);
            return 1;
        }
    }
}
