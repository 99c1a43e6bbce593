namespace Parley.Embedded.PocketSphinx;

/// <summary>Whether the recogniser can run here.</summary>
/// <param name="Missing">The libraries and files that were not found; empty when it can.</param>
/// <param name="Packages">The Debian packages that bring what is missing.</param>
public sealed record PocketSphinxAvailability(IReadOnlyList<string> Missing, IReadOnlyList<string> Packages)
{
    public bool Available => Missing.Count == 0;

    /// <summary>The command that brings what is missing, or null.</summary>
    public string? InstallCommand => Available ? null : $"apt-get install {string.Join(' ', Packages)}";
}
