namespace Parley.Embedded.Utterances;

/// <summary>Whether an engine can run on this machine and, if not, what is missing.</summary>
/// <param name="Engine">The engine's name, as <c>flite</c>.</param>
/// <param name="Available">Whether it can be used now.</param>
/// <param name="Missing">The file that was looked for in vain; null when it is available.</param>
/// <param name="Package">The Debian package that brings it.</param>
public sealed record EngineProbe(string Engine, bool Available, string? Missing, string Package)
{
    /// <summary>One line for a person: what is there, or what to install.</summary>
    public override string ToString() => Available
        ? $"{Engine}: available"
        : $"{Engine}: {Missing} was not found; install it with `apt-get install {Package}`";
}
