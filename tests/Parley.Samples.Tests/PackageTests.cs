using System.IO.Compression;
using System.Xml.Linq;

namespace Parley.Tests;

/// <summary>The packages hold what the README says: its lines, pasted into an empty project, build and talk.</summary>
public sealed class PackageTests(Feed feed) : IClassFixture<Feed>
{
    [Fact]
    public async Task The_lines_of_the_readme_talk_in_an_empty_project()
    {
        var folder = feed.NewFolder("hello");
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), ReadmeLines());
        await File.WriteAllTextAsync(Path.Combine(folder, "hello.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Parley.Agents" Version="{feed.Version}" />
                <PackageReference Include="Parley.Server" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);

        var built = await feed.DotnetAsync(folder, "build", "--nologo", "-v", "quiet", "-o", "out");
        built.ExitCode.ShouldBe(0, built.Output);
        var ran = await feed.DotnetAsync(folder, "exec", "out/hello.dll");

        ran.ExitCode.ShouldBe(0, ran.Error);
        ran.Output.ShouldMatch(@"\d{1,2}:\d{2} [AP]M");
    }

    [Fact]
    public async Task The_tool_is_installed_and_says_its_version()
    {
        var folder = feed.NewFolder("tool");

        var installed = await feed.DotnetAsync(folder, "tool", "install", "Parley.Cli", "--version", feed.Version, "--tool-path", "tools");
        installed.ExitCode.ShouldBe(0, $"{installed.Output}\n{installed.Error}");
        var ran = await ProgramRun.ToEndAsync(Path.Combine(folder, "tools", "parley"), ["--version"], folder, TimeSpan.FromSeconds(60));

        ran.Output.ShouldContain(feed.Version);
    }

    [Fact]
    public void Every_package_says_what_it_is_and_whose()
    {
        var packages = Directory.GetFiles(feed.Packages, "*.nupkg");
        packages.Length.ShouldBe(10);
        foreach (var path in packages)
        {
            using var package = ZipFile.OpenRead(path);
            using var manifest = package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            var said = XDocument.Load(manifest).Descendants().ToLookup(each => each.Name.LocalName, each => each.Value);

            said["id"].ShouldHaveSingleItem().ShouldBe(Path.GetFileName(path)[..^$".{feed.Version}.nupkg".Length]);
            said["license"].ShouldHaveSingleItem().ShouldBe("MIT");
            said["readme"].ShouldHaveSingleItem().ShouldBe("README.md");
            said["description"].ShouldHaveSingleItem().Length.ShouldBeGreaterThan(40);
            package.GetEntry("README.md").ShouldNotBeNull();
        }
    }

    private static string ReadmeLines()
    {
        const string Fence = "```csharp\n";
        var readme = File.ReadAllText(Path.Combine(Sample.Root, "README.md"));
        var start = readme.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        return readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
