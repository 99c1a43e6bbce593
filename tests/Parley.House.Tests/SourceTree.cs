using System.Reflection;
using System.Text.RegularExpressions;

namespace Parley.Tests;

/// <summary>The C# files under src, as text.</summary>
internal static partial class SourceTree
{
    public static string Root { get; } = Path.GetFullPath(typeof(SourceTree).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "RepositoryRoot").Value!);

    public static IReadOnlyList<SourceFile> Files { get; } = [.. Directory
        .EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Order()
        .Select(path => new SourceFile(Path.GetRelativePath(Path.Combine(Root, "src"), path).Replace('\\', '/'), File.ReadAllText(path)))];

    internal sealed record SourceFile(string Path, string Text)
    {
        public string Project => Path.Split('/')[0];

        /// <summary>The folders below the project, as a namespace; the project's own name for a file at its root.</summary>
        public string Place
        {
            get
            {
                var parts = Path.Split('/');
                return parts.Length == 2 ? Project : "Parley." + string.Join('.', parts[1..^1]);
            }
        }

        public string? Namespace => NamespaceLine().Match(Text) is { Success: true } match ? match.Groups[1].Value : null;

        public IEnumerable<string> Uses => UsingLine().Matches(Text).Select(match => match.Groups[1].Value);
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using (?:static )?(Parley[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
