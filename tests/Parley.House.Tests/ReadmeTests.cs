namespace Parley.Tests;

public class ReadmeTests
{
    [Fact]
    public void The_readme_quotes_the_sample_as_it_is()
    {
        var readme = File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"));
        var sample = File.ReadAllText(Path.Combine(SourceTree.Root, "samples", "01-hello-agent", "Program.cs"));

        readme.ShouldContain($"```csharp\n{sample}```");
    }

    [Fact]
    public void Every_file_that_a_document_links_to_is_there() => Directory
        .EnumerateFiles(SourceTree.Root, "*.md")
        .Concat(Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md"))
        .SelectMany(document => Links(document).Where(link => !File.Exists(Path.Combine(Path.GetDirectoryName(document)!, link))).Select(link => $"{document}: {link}"))
        .ShouldBeEmpty();

    private static IEnumerable<string> Links(string document) => File.ReadAllText(document)
        .Split("](")
        .Skip(1)
        .Select(rest => rest[..rest.IndexOf(')')].Split('#')[0])
        .Where(link => link.Length > 0 && !link.Contains("://"));
}
