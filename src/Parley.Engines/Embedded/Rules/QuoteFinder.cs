using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Parley.Embedded.Rules;

/// <summary>Quoted words, and what follows "saying": the user's own text, which nothing else may take apart.</summary>
internal static partial class QuoteFinder
{
    private static readonly string[] Sayings = ["that says", "which says", "saying", "that reads", "that", "со словами", "с текстом", "что"];

    public static void Fill(Slots slots, IReadOnlyList<Leaf> leaves)
    {
        var texts = leaves.Where(l => l.IsOpen && l.Parameter is { IsText: true, Role: ParameterRole.Topic or ParameterRole.Item or ParameterRole.Person })
            .OrderBy(l => l.Parameter.Role == ParameterRole.Topic ? 0 : 1).ToList();
        foreach (var (match, leaf) in Quotes().Matches(slots.Text.Text).Zip(texts))
        {
            var inside = Enumerable.Range(0, slots.Text.Count).Where(i => slots.Text[i].Start >= match.Index && slots.Text[i].End <= match.Index + match.Length).ToList();
            if (inside.Count > 0) slots.Give(leaf, JsonValue.Create(match.Groups["text"].Value), inside[0], inside[^1]);
        }
        if (texts.FirstOrDefault(l => l.IsOpen && l.Parameter.Role == ParameterRole.Topic) is { } topic) FillSaying(slots, topic);
    }

    private static void FillSaying(Slots slots, Leaf topic)
    {
        foreach (var saying in Sayings)
        {
            var at = slots.Text.IndexOf(saying);
            var first = at + saying.Count(c => c == ' ') + 1;
            if (at < 1 || first >= slots.Text.Count || !slots.Free(at, slots.Text.Count - 1)) continue;
            if (saying is "that" && !slots.Tool.Names(slots.Text[at - 1]) && !StopWords.Pronouns.Contains(slots.Text.LowerAt(at - 1))) continue;
            slots.Give(topic, JsonValue.Create(slots.Text.Slice(first, slots.Text.Count - 1)), at, slots.Text.Count - 1);
            return;
        }
    }

    [GeneratedRegex(@"[""“«„](?<text>[^""“”«»„]+)[""”»“]", RegexOptions.ExplicitCapture)]
    private static partial Regex Quotes();
}
