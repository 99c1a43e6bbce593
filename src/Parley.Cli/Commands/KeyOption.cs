using System.CommandLine;
using Parley.Hosting;

namespace Parley.Commands;

/// <summary>What the verbs about keys have in common.</summary>
internal static class KeyOption
{
    public static Option<string?> Config() =>
        new("--config", "-c") { Description = $"The configuration; otherwise {ConfigurationFile.DefaultName} of this folder.", HelpName = "FILE" };

    public static string PathOf(string? config) => config ?? ConfigurationFile.DefaultName;

    /// <summary>As the configuration calls it.</summary>
    public static string Word(KeyRight right) => right.ToString().ToLowerInvariant();
}
