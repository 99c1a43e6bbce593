using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>One wish for two things: "the light in the kitchen and the bedroom" is two calls of one function.</summary>
internal static class Twins
{
    public static IReadOnlyList<JsonObject> Of(ToolSheet tool, Utterance wish, JsonObject arguments, DateTime now)
    {
        var all = new List<JsonObject> { arguments };
        foreach (var parameter in tool.Parameters)
            foreach (var value in Others(tool, parameter, wish, arguments, now))
            {
                var twin = (JsonObject)arguments.DeepClone();
                twin[parameter.Name] = value;
                all.Add(twin);
            }
        return all;
    }

    private static IEnumerable<string> Others(ToolSheet tool, Parameter parameter, Utterance wish, JsonObject arguments, DateTime now)
    {
        if (arguments[parameter.Name] is not JsonValue given || !given.TryGetValue<string>(out var first)) return [];
        if (parameter.Kind == ParameterKind.Choice) return Joined(wish, ChoiceFinder.All(new Slots(wish, tool, now), parameter)).Where(v => v != first);
        return parameter.Role == ParameterRole.Place ? Places(tool, wish, first, now) : [];
    }

    private static IEnumerable<string> Joined(Utterance wish, IReadOnlyList<Found<string>> found)
    {
        var inOrder = found.OrderBy(f => f.First).ToList();
        for (var i = 1; i < inOrder.Count; i++)
            if (Enumerable.Range(inOrder[i - 1].Last + 1, Math.Max(0, inOrder[i].First - inOrder[i - 1].Last - 1)).Any(k => IsJoint(wish, k)))
            {
                yield return inOrder[i - 1].Value;
                yield return inOrder[i].Value;
            }
    }

    // "in Paris and London": a name after the joint, of the same kind
    private static IEnumerable<string> Places(ToolSheet tool, Utterance wish, string first, DateTime now)
    {
        var slots = new Slots(wish, tool, now);
        for (var i = 1; i + 1 < wish.Count; i++)
        {
            if (!IsJoint(wish, i) || !first.EndsWith(wish[i - 1].Text, StringComparison.OrdinalIgnoreCase)) continue;
            var at = StopWords.Borders.Contains(wish[i + 1].Lower) ? i + 2 : i + 1;
            if (at >= wish.Count || StopWords.Contains(wish[at]) || slots.IsTemporal(at) || tool.Names(wish[at])) continue;
            yield return ProperNoun.Written(wish.Slice(at, PhraseFinder.NounPhraseEnd(slots, at)), ParameterRole.Place, wish.LowerAt(at - 1) is "в" or "из" ? wish.LowerAt(at - 1) : "-");
        }
    }

    private static bool IsJoint(Utterance text, int i) => text.LowerAt(i) is "and" or "и" or "or" or "или";
}
