using System.Diagnostics;
using System.Reflection;

namespace Parley.Tests;

/// <summary>A program of the folder samples, as it was built.</summary>
internal static class Sample
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static string Root { get; } = Path.GetFullPath(Metadata("RepositoryRoot"));

    /// <summary>What the build of this project knows.</summary>
    public static string Metadata(string key) => typeof(Sample).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == key).Value!;

    /// <summary>Runs a sample to its end.</summary>
    public static Task<Ran> RunAsync(string name, params string[] arguments) => ProgramRun.ToEndAsync("dotnet", ["exec", Built(name), .. arguments], Path.GetTempPath(), Patience);

    /// <summary>Starts one that goes on until it is stopped.</summary>
    public static Process Start(string name, params string[] arguments) => ProgramRun.Start("dotnet", ["exec", Built(name), .. arguments], Path.GetTempPath());

    /// <summary>Runs the command line program.</summary>
    public static Task<Ran> ParleyAsync(params string[] arguments) => ProgramRun.ToEndAsync("dotnet", ["exec", Built("Parley.Cli", "parley"), .. arguments], Path.GetTempPath(), Patience);

    private static string Built(string project, string? assembly = null) => Path.Combine(Root, "artifacts", "bin", project, Metadata("Configuration"), $"{assembly ?? project}.dll");
}
