using System.Text.RegularExpressions;

namespace Parley.Embedded.Rules;

/// <summary>Cuts a text into sentences; a line break and a list mark end one too.</summary>
internal static partial class Sentences
{
    public static IReadOnlyList<string> Of(string text) =>
        [.. Border().Split(text).Select(s => s.Trim().TrimStart('-', '*', '•', '#').Trim()).Where(s => s.Any(char.IsLetterOrDigit))];

    public static string First(string text) => Of(text) is [var first, ..] ? first : text;

    // not after "a.m." or a single capital, which are no ends
    [GeneratedRegex(@"(?<=(?<!\b\p{L}\.\p{L})(?<!\b(?:Mr|Mrs|Dr|St|ул|г|д))[.!?…][""»”']?)\s+(?=[\p{Lu}\d""«“`*•-]|\p{Ll}+_)|\r?\n+", RegexOptions.None)]
    private static partial Regex Border();
}
