using System.Text.RegularExpressions;

namespace Parley.Tests;

public partial class ReadmeTests
{
    [Theory]
    [InlineData("README.md", "samples/01-hello-agent/Program.cs")]
    [InlineData("docs/hosting.md", "samples/02-hosting/Program.cs")]
    [InlineData("docs/agents.md", "samples/09-appointment-desk/Program.cs#approval")]
    [InlineData("docs/file-agent.md", "samples/08-file-client/Program.cs#file")]
    [InlineData("docs/devices.md", "samples/12-arecord-aplay/Program.cs#devices")]
    public void A_document_quotes_its_sample(string document, string sample) => Text(document).ShouldContain($"<!-- sample: {sample} -->\n```csharp\n");

    [Fact]
    public void What_a_document_quotes_of_a_sample_stands_there_as_it_is() => Documents
        .SelectMany(document => Quotation().Matches(File.ReadAllText(document)).Select(quotation => (document, Sample: quotation.Groups[1].Value, Code: quotation.Groups[2].Value)))
        .Where(quotation => quotation.Code != Quoted(quotation.Sample))
        .Select(quotation => $"{quotation.document}: {quotation.Sample}")
        .ShouldBeEmpty();

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/agents.md")]
    [InlineData("docs/file-agent.md")]
    [InlineData("docs/devices.md")]
    public void All_code_of_a_guide_is_a_samples(string document)
    {
        var text = Text(document);
        text.Split("```csharp\n").Length.ShouldBe(Quotation().Count(text) + 1);
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
    public void Every_file_that_a_document_links_to_is_there() => Documents
        .SelectMany(document => Links(document).Where(link => !File.Exists(Path.Combine(Path.GetDirectoryName(document)!, link))).Select(link => $"{document}: {link}"))
        .ShouldBeEmpty();

    private static IEnumerable<string> Documents => Directory.EnumerateFiles(SourceTree.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md"));

    private static string Text(string path) => File.ReadAllText(Path.Combine(SourceTree.Root, path));

    // a whole file, or a region of it without its indentation
    private static string Quoted(string sample)
    {
        var (path, region) = sample.Split('#') is [var file, var name] ? (file, name) : (sample, null);
        if (region is null)
        {
            return Text(path);
        }

        var lines = Text(path).Split('\n').SkipWhile(line => line.Trim() != $"#region {region}").Skip(1).TakeWhile(line => line.Trim() != "#endregion").ToList();
        var margin = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Concat(lines.Select(line => $"{line[Math.Min(margin, line.Length)..]}\n"));
    }

    private static IEnumerable<string> Links(string document) => File.ReadAllText(document)
        .Split("](")
        .Skip(1)
        .Select(rest => rest[..rest.IndexOf(')')].Split('#')[0])
        .Where(link => link.Length > 0 && !link.Contains("://"));

    [GeneratedRegex("<!-- sample: (\\S+) -->\\n```csharp\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Quotation();
}
