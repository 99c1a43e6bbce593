using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Parley.Commands;

/// <summary>Prints <c>parley</c> and its version.</summary>
internal sealed class VersionLine : SynchronousCommandLineAction
{
    public static string Text { get; } =
        $"parley {typeof(VersionLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]}";

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(Text);
        return 0;
    }
}
