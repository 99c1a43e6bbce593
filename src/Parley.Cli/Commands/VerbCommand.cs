using System.CommandLine;

namespace Parley.Commands;

/// <summary>A command whose help ends in examples.</summary>
internal sealed class VerbCommand(string name, string description, IReadOnlyList<string> examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}
