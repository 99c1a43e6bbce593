namespace Parley.Embedded.PocketSphinx;

/// <summary>A decoder's hypothesis as text that people said.</summary>
internal static class Transcript
{
    /// <summary>Drops fillers such as <c>&lt;sil&gt;</c>, <c>[NOISE]</c> and <c>++UH++</c>, and the (2) of another pronunciation.</summary>
    internal static string Of(string? hypothesis) =>
        hypothesis is null ? "" : string.Join(' ', hypothesis.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word[0] is not ('<' or '[' or '+'))
            .Select(word => word.IndexOf('(') is > 0 and var mark ? word[..mark] : word));
}
