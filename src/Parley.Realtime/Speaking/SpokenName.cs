namespace Parley.Speaking;

/// <summary>Names with signs in them, as programmers and forms write them: <c>C#</c>, <c>snake_case</c>, <c>and/or</c>, <c>v1.2.3</c>, <c>@name</c>.</summary>
internal static class SpokenName
{
    /// <summary>Words for the token, or null when it has no such sign.</summary>
    public static string? Of(string token, Wording wording)
    {
        if (token is [var letter, '#'] && char.IsAsciiLetter(letter))
            return $"{letter} sharp";
        if (token.EndsWith("++", StringComparison.Ordinal))
            return $"{token[..^2]} {wording.Plus} {wording.Plus}";
        if (IsVersion(token))
            return token.Replace(".", $" {wording.Dot} ", StringComparison.Ordinal).TrimStart('v', 'V');
        var words = token.Replace('_', ' ').Replace("&", $" {wording.Signs["&"]} ", StringComparison.Ordinal);
        if (token.StartsWith('@') || token.StartsWith('#'))
            words = words[1..];
        if (!IsFraction(token))
            words = words.Replace('/', ' ').Replace('\\', ' ');
        words = words.Replace("=", $" {wording.Signs["="]} ", StringComparison.Ordinal).Trim();
        return words == token ? null : words;
    }

    // Three numbers or more; two are a decimal.
    private static bool IsVersion(string token)
    {
        var numbers = token.TrimStart('v', 'V').Split('.');
        return numbers.Length >= (token[0] is 'v' or 'V' ? 2 : 3) && numbers.All(number => number.Length > 0 && number.All(char.IsAsciiDigit));
    }

    private static bool IsFraction(string token) =>
        token.Split('/') is [{ Length: 1 } top, { Length: 1 } bottom] && char.IsAsciiDigit(top[0]) && char.IsAsciiDigit(bottom[0]);
}
