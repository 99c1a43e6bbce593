using System.Text;
using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>Finds order numbers and the like: "AB-1234", "4 5 6", "a b one two double seven".</summary>
internal static class CodeFinder
{
    private static readonly HashSet<string> Cues = [.. Lists.Split("number id code reference order booking ticket tracking confirmation account invoice is its it's no номер код заказ заказа бронь брони")];

    public static void Fill(Slots slots, IReadOnlyList<Leaf> leaves, Parameter? wanted)
    {
        foreach (var leaf in leaves.Where(l => l.IsOpen && IsCode(l.Parameter)))
            if (Find(slots, leaf.Parameter == wanted) is { } code)
                slots.Give(leaf, leaf.Parameter.IsText ? JsonValue.Create(code.Value) : Whole(code.Value), code.First, code.Last);
    }

    /// <summary>The code that the words from <paramref name="first"/> on spell, if any.</summary>
    public static Found<string>? Run(Utterance text, int first)
    {
        var code = new StringBuilder();
        var last = -1;
        for (var i = first; i < text.Count; i++)
        {
            var word = text[i].Lower;
            if (word is "double" or "triple" && Piece(text, i + 1) is { Value.Length: 1 } twice)
            {
                code.Append(twice.Value[0], word == "double" ? 2 : 3);
                last = i = twice.Last;
            }
            else if (word is "dash" or "тире" or "дефис" && last >= 0) code.Append('-');
            else if (Piece(text, i) is { } piece)
            {
                code.Append(piece.Value);
                last = i = piece.Last;
            }
            else break;
            if (text[i].EndsClause && text[i].Mark != ',') break;
        }
        return last < 0 ? null : new(first, last, code.ToString().TrimEnd('-'));
    }

    private static bool IsCode(Parameter parameter) => parameter.Role == ParameterRole.Code
        && (parameter.IsText || (parameter.Kind is ParameterKind.Integer or ParameterKind.Number && parameter.Words is [.., "id" or "code" or "number"] && parameter.Words.Count > 1));

    private static Found<string>? Find(Slots slots, bool answer)
    {
        Found<string>? best = null;
        for (var i = 0; i < slots.Text.Count; i++)
        {
            if (slots.IsTaken(i) || Run(slots.Text, i) is not { } run || !run.Value.Any(char.IsAsciiDigit)) continue;
            var cued = Cues.Contains(slots.Text.LowerAt(i - 1)) || slots.Tool.NameTerms.Any(t => i > 0 && t.Stem == slots.Text[i - 1].Stem);
            var temporal = slots.Dates.Any(d => d.Covers(i)) || slots.Times.Any(t => t.Covers(i));
            if ((cued || answer || (run.Value.Length >= 3 && !temporal)) && (best is null || run.Value.Length > best.Value.Value.Length)) best = run;
            i = run.Last;
        }
        return best;
    }

    private static Found<string>? Piece(Utterance text, int i)
    {
        if (i >= text.Count) return null;
        var word = text[i];
        if (word.HasDigit && !word.Lower.Any(c => c is ':' or '.' or '/' or '@')) return new(i, i, word.Text.ToUpperInvariant().Replace(",", ""));
        if (word.Lower.Length == 1 && char.IsAsciiLetter(word.Lower[0]) && (word.Lower is not ("a" or "i") || Next(text, i))) return new(i, i, word.Text.ToUpperInvariant());
        if (word.Lower is "oh") return new(i, i, "0");
        return Numbers.At(text, i) is { } n && n.Value == Math.Floor(n.Value) && n.Value is >= 0 and < 10000 ? new(i, n.Last, ((int)n.Value).ToString()) : null;
    }

    // "a b 1" is a code, "a table" is not
    private static bool Next(Utterance text, int i) =>
        i + 1 < text.Count && (text[i + 1].HasDigit || (text[i + 1].Lower.Length == 1 && text[i + 1].Lower is not "i" and not "a") || NumberWords.Cardinals.ContainsKey(text[i + 1].Lower));

    private static JsonValue? Whole(string code) => long.TryParse(code, out var whole) ? JsonValue.Create(whole) : JsonValue.Create(code);
}
