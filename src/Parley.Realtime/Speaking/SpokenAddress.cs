using System.Text.RegularExpressions;

namespace Parley.Speaking;

/// <summary>A web or mail address as a voice can say it.</summary>
internal static partial class SpokenAddress
{
    /// <summary>A longer path than this is not spoken: nobody could write it down.</summary>
    private const int LongestPath = 24;

    /// <summary>Words for the token, or null when it is no address.</summary>
    public static string? Of(string token, Wording wording)
    {
        if (Mail().IsMatch(token))
            return Names(token.Replace("@", $" {wording.At} ", StringComparison.Ordinal), wording);
        var match = Web().Match(token);
        if (!match.Success)
            return null;
        var path = match.Groups["path"].Value.TrimEnd('/');
        var host = Names(match.Groups["host"].Value, wording);
        return path.Length is 0 or > LongestPath || !SimplePath().IsMatch(path) ? host
            : host + Names(path.Replace("/", $" {wording.Slash} ", StringComparison.Ordinal), wording);
    }

    private static string Names(string address, Wording wording) =>
        address.Replace(".", $" {wording.Dot} ", StringComparison.Ordinal).Replace('_', ' ').Replace('-', ' ');

    [GeneratedRegex(@"^[\w.+-]+@[\w-]+(\.[\w-]+)+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Mail();

    // Without a scheme only what ends as the well-known ones do: "end.Next" is a missing space.
    [GeneratedRegex(@"^((https?|wss?|ftp)://(www\.)?(?<host>[^/?#]+)|www\.(?<host>[^/?#]+)|(?<host>[\w-]+(\.[\w-]+)*\.(com|org|net|io|dev|ai|app|info|me|gov|edu|ru|рф|su|by|kz|ua|de|fr|uk|eu)))(?<path>/[^?#]*)?([?#].*)?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Web();

    [GeneratedRegex(@"^[\w/.-]+$")]
    private static partial Regex SimplePath();
}
