namespace Parley.Speaking;

internal static class SpokenText
{
    public static string Of(string text, string? language) => text.Trim();
}
