namespace Parley.Embedded.Rules;

/// <summary>Joins things as a voice does: "a, b and c".</summary>
internal static class Listing
{
    public static string Join(IReadOnlyList<string> parts, string joint) => parts.Count switch
    {
        0 => "",
        1 => parts[0],
        _ => $"{string.Join(", ", parts.SkipLast(1))} {joint} {parts[^1]}",
    };

    public static string And(IReadOnlyList<string> parts, Tongue tongue) => Join(parts, tongue == Tongue.Russian ? "и" : "and");

    /// <summary>Starts with a capital and ends with a mark.</summary>
    public static string Sentence(string text)
    {
        text = text.Trim();
        if (text.Length == 0) return text;
        text = char.ToUpperInvariant(text[0]) + text[1..];
        return text[^1] is '.' or '!' or '?' or '…' or '"' or '»' or '”' ? text : text.TrimEnd(',', ';', ':') + ".";
    }
}
