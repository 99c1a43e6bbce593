namespace Parley.Tests;

public class ReadmeTests
{
    [Theory]
    [InlineData("README.md", "samples/01-hello-agent/Program.cs")]
    [InlineData("docs/hosting.md", "samples/02-hosting/Program.cs")]
    public void A_document_quotes_its_sample_as_it_is(string document, string sample)
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, document));
        text.ShouldContain($"<!-- sample: {sample} -->\n```csharp\n{File.ReadAllText(Path.Combine(SourceTree.Root, sample))}```");
    }

    [Fact]
    public void Every_line_that_a_document_takes_from_a_test_stands_there() => File
        .ReadAllText(Path.Combine(SourceTree.Root, "docs/clients.md"))
        .Split("<!-- lines of: ")
        .Skip(1)
        .SelectMany(quotation =>
        {
            var source = quotation[..quotation.IndexOf(' ')];
            var text = File.ReadAllText(Path.Combine(SourceTree.Root, source));
            return quotation.Split("```")[1].Split('\n').Skip(1).Where(line => !text.Contains(line)).Select(line => $"{source}: {line}");
        })
        .ShouldBeEmpty();

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
