namespace Parley.Tools;

/// <summary>What is said to somebody who waits for a function.</summary>
internal static class Filler
{
    /// <param name="language">ISO 639-1; null goes by the user's words.</param>
    /// <param name="asked">What the user said.</param>
    public static string In(string? language, string asked) =>
        (language is null ? Russian.Is(asked) : language == "ru") ? "Секунду, уточняю." : "One moment, let me look that up.";
}
