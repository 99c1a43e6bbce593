using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>Fills a function's arguments from the words of a request: the surest kinds of value first, free text from what is left.</summary>
internal static class ArgumentFiller
{
    public static JsonObject Fill(ToolSheet tool, Utterance text, DateTime now) => Fill(tool, tool.Parameters, text, now, wanted: null);

    /// <summary>Fills only what a kind of value or a preposition points out, not what is merely left over.</summary>
    public static JsonObject FillByCues(ToolSheet tool, Utterance text, DateTime now) => Fill(tool, tool.Parameters, text, now, wanted: null, leftovers: false);

    /// <summary>Fills what is still open, knowing that the text answers the question for <paramref name="wanted"/>.</summary>
    public static JsonObject FillAnswer(ToolSheet tool, Parameter wanted, IReadOnlyList<Parameter> open, Utterance answer, DateTime now) =>
        Fill(tool, open, answer, now, wanted);

    private static JsonObject Fill(ToolSheet tool, IReadOnlyList<Parameter> parameters, Utterance text, DateTime now, Parameter? wanted, bool leftovers = true)
    {
        var arguments = new JsonObject();
        if (text.Count == 0) return arguments;
        var slots = new Slots(text, tool, now);
        var leaves = Leaves(parameters, arguments).ToList();
        ContactFinder.Fill(slots, leaves);
        QuoteFinder.Fill(slots, leaves);
        CodeFinder.Fill(slots, leaves, wanted);
        ChoiceFinder.Fill(slots, leaves);
        MomentFinder.Fill(slots, leaves, wanted);
        NumberFinder.Fill(slots, leaves, wanted);
        BooleanFinder.Fill(slots, leaves, wanted);
        PhraseFinder.Fill(slots, leaves, wanted);
        foreach (var list in leaves.Where(l => l.IsOpen && l.Parameter is { Kind: ParameterKind.List, Items.Kind: ParameterKind.Object }))
            FillObjects(tool, list, text, now);
        if (leftovers) Remnant.Fill(slots, leaves, wanted);
        Prune(arguments);
        return arguments;
    }

    private static IEnumerable<Leaf> Leaves(IReadOnlyList<Parameter> parameters, JsonObject target)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Kind != ParameterKind.Object)
            {
                yield return new Leaf(parameter, target);
                continue;
            }
            var inner = new JsonObject();
            target[parameter.Name] = inner;
            foreach (var leaf in Leaves(parameter.Properties, inner)) yield return leaf;
        }
    }

    // "two pizzas and three colas": one object for each part
    private static void FillObjects(ToolSheet tool, Leaf list, Utterance text, DateTime now)
    {
        // the name of a thing is no person's name
        var members = list.Parameter.Items!.Properties.Select(m => m.Words is ["name"] ? m with { Role = ParameterRole.Item } : m).ToList();
        var objects = new JsonArray();
        foreach (var part in Clauses.Parts(text))
            if (Fill(tool, members, part, now, wanted: null) is { Count: > 0 } filled && members.Where(m => m.Required).All(m => filled.ContainsKey(m.Name)))
                objects.Add((JsonNode)filled);
        if (objects.Count > 0) list.Target[list.Parameter.Name] = objects;
    }

    private static void Prune(JsonObject node)
    {
        foreach (var (name, value) in node.ToList())
            if (value is JsonObject inner)
            {
                Prune(inner);
                if (inner.Count == 0) node.Remove(name);
            }
    }
}
