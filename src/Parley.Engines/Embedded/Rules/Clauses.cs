namespace Parley.Embedded.Rules;

/// <summary>Cuts a request where "and", "then" or a comma may separate two wishes.</summary>
internal static class Clauses
{
    private static readonly HashSet<string> Joints = [.. Lists.Split("and then also plus и потом затем также еще")];

    /// <summary>Every part, joints left out: "milk, bread and butter" has three.</summary>
    public static IReadOnlyList<Utterance> Parts(Utterance text) => [.. Ranges(text).Select(r => text.Part(r.First, r.Last))];

    /// <summary>The first and last word of every part.</summary>
    public static IReadOnlyList<(int First, int Last)> Ranges(Utterance text)
    {
        var ranges = new List<(int First, int Last)>();
        var first = 0;
        for (var i = 0; i <= text.Count; i++)
        {
            var joint = i < text.Count && Joints.Contains(text[i].Lower) && !IsNumberJoint(text, i);
            if (i < text.Count && !joint && !(i > first && text[i - 1].EndsClause)) continue;
            if (i > first) ranges.Add((first, i - 1));
            first = joint ? i + 1 : i;
        }
        return ranges;
    }

    // "one hundred and five", "an hour and a half"
    private static bool IsNumberJoint(Utterance text, int i) =>
        text.LowerAt(i) is "and" && (text.LowerAt(i - 1) is "hundred" or "thousand" || (text.LowerAt(i + 1) is "a" && text.LowerAt(i + 2) is "half"));
}
