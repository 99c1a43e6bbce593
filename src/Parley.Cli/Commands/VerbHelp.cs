using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Parley.Commands;

/// <summary>The help of a command with its examples, and that of the program with its commands in groups.</summary>
/// <param name="own">The library's help.</param>
/// <param name="program">What a person types to run the program.</param>
internal sealed class VerbHelp(HelpAction own, string program) : SynchronousCommandLineAction
{
    public const string Purpose = "Parley: a voice-agent server that speaks the OpenAI Realtime protocol, and tools to talk with it.";

    private static readonly (string Group, string[] Verbs)[] Groups =
    [
        ("See it work", ["demo", "doctor"]),
        ("Run a server", ["serve", "keys"]),
        ("Talk with a server", ["talk", "ask", "devices"]),
        ("Judge a server", ["conformance", "bench"]),
        ("Voices", ["say", "voices"]),
    ];

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        switch (parseResult.CommandResult.Command)
        {
            case RootCommand root:
                WriteRoot(root, output);
                return 0;
            case VerbCommand verb:
                WriteOwn(parseResult, output);
                foreach (var note in verb.Notes)
                {
                    output.WriteLine(note);
                }

                WriteExamples(verb.Examples, output);
                return 0;
            default:
                return own.Invoke(parseResult);
        }
    }

    // the library writes the name of the executable file, which is not always what was typed
    private void WriteOwn(ParseResult parsed, TextWriter output)
    {
        using var text = new StringWriter();
        parsed.InvocationConfiguration.Output = text;
        try
        {
            own.Invoke(parsed);
        }
        finally
        {
            parsed.InvocationConfiguration.Output = output;
        }

        output.Write(text.ToString().Replace($"  {RootCommand.ExecutableName} ", $"  {program} ", StringComparison.Ordinal));
    }

    private void WriteRoot(RootCommand root, TextWriter output)
    {
        output.WriteLine(Purpose);
        output.WriteLine();
        output.WriteLine($"Usage: {program} <command> [options]");
        foreach (var (group, verbs) in Groups)
        {
            output.WriteLine();
            output.WriteLine($"{group}:");
            foreach (var verb in verbs)
            {
                output.WriteLine($"  {verb,-11} {root.Subcommands.Single(command => command.Name == verb).Description}");
            }
        }

        output.WriteLine();
        output.WriteLine("Options for every command:");
        output.WriteLine("  --help     What a command does, its options and examples.");
        output.WriteLine("  --verbose  Show where a failure comes from.");
        output.WriteLine("  --version  The version of this program.");
        WriteExamples(["demo", "serve --port 8080", "ask question.wav --out answer.wav --url http://127.0.0.1:8080"], output);
    }

    private void WriteExamples(IReadOnlyList<string> examples, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("Examples:");
        foreach (var example in examples)
        {
            output.WriteLine($"  {program} {example}");
        }
    }
}
