using System.CommandLine;
using Parley.Diagnosis;
using Parley.Terminals;

namespace Parley.Commands;

/// <summary><c>parley doctor</c>: what this machine has, what it lacks and what to do about it.</summary>
/// <param name="examine">Looks at what is installed.</param>
internal sealed class DoctorCommand(Surroundings around, Func<IReadOnlyList<Finding>> examine) : IVerb
{
    private readonly Option<bool> _json = new("--json") { Description = "Print the report as JSON." };

    public Command Command()
    {
        var command = new VerbCommand(
            "doctor",
            "Show what is installed, what each engine can do, and how to get what is missing.",
            ["doctor", "doctor --json"])
        {
            _json,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult asked)
    {
        var report = new Report(examine());
        if (asked.GetValue(_json))
        {
            around.Voice.Line(report.Json().ToJsonString(Report.Layout));
        }
        else
        {
            foreach (var line in report.Lines(around.Command))
            {
                around.Voice.Line(line);
            }
        }

        return report.DemoRuns ? 0 : 1;
    }
}
