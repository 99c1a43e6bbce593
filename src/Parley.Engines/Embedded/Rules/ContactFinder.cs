using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Parley.Embedded.Rules;

/// <summary>Finds e-mail addresses (also spoken: "anna at example dot com") and telephone numbers.</summary>
internal static partial class ContactFinder
{
    public static void Fill(Slots slots, IReadOnlyList<Leaf> leaves)
    {
        foreach (var leaf in leaves.Where(l => l.IsOpen && l.Parameter is { IsText: true, Role: ParameterRole.Email or ParameterRole.Phone }))
            if ((leaf.Parameter.Role == ParameterRole.Email ? Email(slots.Text) : Phone(slots.Text)) is { } found)
                slots.Give(leaf, JsonValue.Create(found.Value), found.First, found.Last);
    }

    public static Found<string>? Email(Utterance text)
    {
        for (var i = 0; i < text.Count; i++)
        {
            if (text[i].Lower.Contains('@')) return new(i, i, text[i].Text);
            if (text[i].Lower is not ("at" or "собака") || text.LowerAt(i + 2) is not ("dot" or "точка") || i == 0 || i + 3 >= text.Count) continue;
            var first = i - 1;
            var name = text[first].Lower;
            while (first >= 2 && text.LowerAt(first - 1) is "dot" or "точка")
            {
                first -= 2;
                name = text[first].Lower + "." + name;
            }
            return new(first, i + 3, $"{name}@{text[i + 1].Lower}.{text[i + 3].Lower}");
        }
        return null;
    }

    public static Found<string>? Phone(Utterance text)
    {
        var match = PhonePattern().Match(text.Text);
        if (match.Success)
        {
            var inside = Enumerable.Range(0, text.Count).Where(i => text[i].End > match.Index && text[i].Start < match.Index + match.Length).ToList();
            if (inside.Count > 0) return new(inside[0], inside[^1], match.Value.Trim());
        }
        for (var i = 0; i < text.Count; i++)
            if (CodeFinder.Run(text, i) is { Value.Length: >= 5 } run && run.Value.All(char.IsAsciiDigit)) return run;
        return null;
    }

    [GeneratedRegex(@"\+?\d[\d\s().-]{5,}\d")]
    private static partial Regex PhonePattern();
}
