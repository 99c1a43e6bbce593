using System.Text.RegularExpressions;

namespace Parley.Tests;

/// <summary>Packages of this build in a folder of their own, and what is made with them: nothing of it reaches the packages of the machine.</summary>
public sealed class Feed : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-packages-");

    public string Packages => Path.Combine(_folder.FullName, "feed");

    public string Version => Regex.Match(string.Join('\n', Directory.GetFiles(Packages)), @"Parley\.Agents\.(\d.*)\.nupkg").Groups[1].Value;

    public async Task InitializeAsync()
    {
        var ran = await DotnetAsync(Sample.Root, "pack", "packages.slnf", "-c", Sample.Metadata("Configuration"), "--no-build", "--nologo", "-v", "quiet", "-o", Packages);
        ran.ExitCode.ShouldBe(0, $"{ran.Output}\n{ran.Error}");
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>An empty folder whose sources are the usual ones and this feed.</summary>
    public string NewFolder(string name)
    {
        var folder = _folder.CreateSubdirectory(name).FullName;
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""<configuration><packageSources><add key="parley" value="{Packages}" /></packageSources></configuration>""");
        return folder;
    }

    // what others have made comes from where it is; what Parley has made, only from this feed
    internal Task<Ran> DotnetAsync(string folder, params string[] arguments) => ProgramRun.ToEndAsync("dotnet", arguments, folder, Patience, new Dictionary<string, string>
    {
        ["NUGET_PACKAGES"] = folder == Sample.Root ? Sample.Metadata("PackageFolder") : Path.Combine(_folder.FullName, "installed"),
        ["NUGET_FALLBACK_PACKAGES"] = folder == Sample.Root ? "" : Sample.Metadata("PackageFolder"),
        ["MSBUILDDISABLENODEREUSE"] = "1", // a node that stays keeps the output open
        ["UseSharedCompilation"] = "false",
    });
}
