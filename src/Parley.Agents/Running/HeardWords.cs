namespace Parley.Running;

/// <summary>What a person has heard of an answer that was cut off.</summary>
internal static class HeardWords
{
    /// <summary>The words of a share of the sound: as many of a hundred characters as of its length, whole words only.</summary>
    public static string Of(string text, double share)
    {
        var end = (int)(text.Length * Math.Clamp(share, 0, 1));
        if (end >= text.Length)
        {
            return text;
        }

        var cut = text.LastIndexOf(' ', end);
        return cut < 0 ? "" : text[..cut];
    }
}
