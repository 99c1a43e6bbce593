using System.Buffers;
using System.Text;

namespace Parley.Speaking;

/// <summary>Takes the marks out of a text and keeps the words: headings, lists, emphasis, links, tables. Code blocks are left out whole.</summary>
internal sealed class Markdown
{
    private static readonly SearchValues<char> RuleMarks = SearchValues.Create("-*_=|: ");

    private bool _insideCode;

    /// <summary>The words of the next stretch of a text; a code block may span many.</summary>
    public string WordsOf(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (words.Length > 0)
                words.Append(' ');
            AppendLine(line, words);
        }

        return words.ToString();
    }

    private void AppendLine(ReadOnlySpan<char> line, StringBuilder words)
    {
        if (!line.ContainsAny('`', '~') && !_insideCode)
        {
            AppendProse(WithoutLineMarks(line), words);
            return;
        }

        while (!line.IsEmpty)
        {
            var fence = line.IndexOf("```");
            if (fence < 0)
                fence = line.IndexOf("~~~");
            var before = fence < 0 ? line : line[..fence];
            if (!_insideCode)
                AppendProse(WithoutLineMarks(before), words);
            if (fence < 0)
                return;
            line = line[fence..].TrimStart("`~");
            // The rest of a line that opens a block is the name of its language; a block may also open and close on one line.
            if (!_insideCode && line.IndexOf("```") < 0)
                line = [];
            _insideCode = !_insideCode;
        }
    }

    private static ReadOnlySpan<char> WithoutLineMarks(ReadOnlySpan<char> line)
    {
        var rest = line.TrimStart();
        if (rest.IndexOfAnyExcept(RuleMarks) < 0 && rest.Length >= 3)
            return []; // a rule, or the line under a table's head
        while (rest.Length > 1 && (rest[0] == '>' || (rest[0] is '#' or '-' or '*' or '+' or '•' && IsMark(rest))))
            rest = rest.TrimStart(rest[0]).TrimStart();
        return rest.StartsWith("[ ] ") || rest.StartsWith("[x] ") ? rest[4..] : rest;
    }

    // "# Heading", "- item": the mark and a space.
    private static bool IsMark(ReadOnlySpan<char> rest)
    {
        var after = rest.TrimStart(rest[0]);
        return !after.IsEmpty && char.IsWhiteSpace(after[0]) && (rest[0] == '#' || rest.Length - after.Length == 1);
    }

    private static void AppendProse(ReadOnlySpan<char> line, StringBuilder words)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var rest = line[i..];
            if (rest[0] is '[' or '!' && Link(rest, out var label, out var length))
            {
                AppendProse(label, words);
                i += length - 1;
            }
            else if (rest[0] == '<' && Tag(rest) is > 0 and var tag)
            {
                i += tag - 1;
            }
            else if (rest[0] == '|')
            {
                AppendCellEnd(words, isLast: rest.Length == 1);
            }
            else if (!IsEmphasis(line, i))
            {
                words.Append(rest[0]);
            }
        }
    }

    private static void AppendCellEnd(StringBuilder words, bool isLast)
    {
        while (words is [.., ' '])
            words.Length--;
        if (words.Length > 0 && !isLast)
            words.Append(", ");
    }

    // [label](address), ![label](address); a footnote's mark has no label that could be spoken.
    private static bool Link(ReadOnlySpan<char> text, out ReadOnlySpan<char> label, out int length)
    {
        label = [];
        length = 0;
        var open = text[0] == '!' ? 1 : 0;
        if (open >= text.Length || text[open] != '[')
            return false;
        var close = text.IndexOf(']');
        if (close < 0)
            return false;
        var inside = text[(open + 1)..close];
        if (inside.StartsWith('^'))
        {
            length = close + 1;
            return true;
        }

        var end = close + 1 < text.Length && text[close + 1] == '(' ? text[close..].IndexOf(')') : -1;
        if (end < 0)
            return false;
        label = inside.TrimStart('[').TrimStart('!'); // an image inside a link
        length = close + end + 1;
        return true;
    }

    // <br>, </b>, <a href="…">: a letter or a slash after the bracket.
    private static int Tag(ReadOnlySpan<char> text) =>
        text.Length > 2 && (char.IsAsciiLetter(text[1]) || text[1] == '/') && !text[1..].StartsWith("http") ? text.IndexOf('>') + 1 : 0;

    // A star or underscore that touches a word is a mark, one between spaces or inside snake_case is not; a backtick always is.
    private static bool IsEmphasis(ReadOnlySpan<char> line, int at)
    {
        var c = line[at];
        if (c == '`')
            return true;
        if (c is not ('*' or '_' or '~'))
            return false;
        var (before, after) = (at == 0 ? ' ' : line[at - 1], at == line.Length - 1 ? ' ' : line[at + 1]);
        if (c == '~')
            return before == '~' || after == '~';
        if (c == '_')
            return !(char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after));
        return !(char.IsWhiteSpace(before) && char.IsWhiteSpace(after)) && !(char.IsDigit(before) && char.IsDigit(after));
    }
}
