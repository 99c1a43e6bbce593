using System.CommandLine;

namespace Parley.Commands;

/// <summary>A thing that the program can be told to do.</summary>
internal interface IVerb
{
    Command Command();
}
