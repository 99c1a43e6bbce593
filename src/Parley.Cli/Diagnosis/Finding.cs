namespace Parley.Diagnosis;

/// <summary>What was found of one part of the machine.</summary>
/// <param name="Name">The part.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Ready">Whether it can be used now.</param>
/// <param name="Detail">What it can do, or what is missing.</param>
internal sealed record Finding(string Name, string Role, bool Ready, string Detail)
{
    /// <summary>Debian packages that bring what is missing.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>Whether the demo cannot do without it.</summary>
    public bool Required { get; init; }

    /// <summary>The command that brings what is missing; null where nothing is, or where no package would help.</summary>
    public string? Install => Ready || Packages.Count == 0 ? null : $"apt-get install {string.Join(' ', Packages)}";
}
