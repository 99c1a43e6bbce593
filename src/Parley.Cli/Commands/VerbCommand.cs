using System.CommandLine;

namespace Parley.Commands;

/// <summary>A command whose help ends in examples.</summary>
/// <param name="name">The verb.</param>
/// <param name="description">One sentence.</param>
/// <param name="examples">Without the name of the program.</param>
internal sealed class VerbCommand(string name, string description, IReadOnlyList<string> examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;

    /// <summary>What is to be known besides, before the examples.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
