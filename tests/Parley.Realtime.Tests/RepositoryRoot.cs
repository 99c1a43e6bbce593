using System.Reflection;

namespace Parley;

/// <summary>Where the repository's documents are.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = System.IO.Path.GetFullPath(typeof(RepositoryRoot).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "RepositoryRoot").Value!);
}
