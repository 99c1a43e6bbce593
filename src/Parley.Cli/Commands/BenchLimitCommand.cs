using System.CommandLine;
using Parley.Limit;

namespace Parley.Commands;

/// <summary><c>parley bench-limit</c>: B, the smallest Realtime server, as a process of its own for <c>parley bench</c> to measure.</summary>
internal sealed class BenchLimitCommand : IVerb
{
    public const string Name = "bench-limit";

    private readonly Option<int> _port = new("--port") { Description = "The port; otherwise any that is free.", HelpName = "PORT" };

    public Command Command()
    {
        var command = new VerbCommand(Name, "Serve the events of the null model with as little as can be.", [Name]) { _port };
        command.Hidden = true;
        command.SetAction((asked, cancellation) => LimitServer.RunAsync(asked.GetValue(_port), cancellation));
        return command;
    }
}
