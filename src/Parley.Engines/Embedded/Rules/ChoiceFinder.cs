using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>Finds the values of an enum: by their words, then synonyms, then words that only sound or look alike.</summary>
internal static class ChoiceFinder
{
    private static readonly HashSet<string> On = [.. Lists.Split("on enable enabled true start")];
    private static readonly HashSet<string> Off = [.. Lists.Split("off disable disabled false")];

    public static void Fill(Slots slots, IReadOnlyList<Leaf> leaves)
    {
        foreach (var leaf in leaves.Where(l => l.IsOpen && l.Parameter.Kind == ParameterKind.Choice))
            if (All(slots, leaf.Parameter) is [var best, ..]) slots.Give(leaf, Typed(leaf.Parameter, best.Value), best.First, best.Last);
        foreach (var leaf in leaves.Where(l => l.IsOpen && l.Parameter is { Kind: ParameterKind.List, Items.Kind: ParameterKind.Choice }))
        {
            var all = All(slots, leaf.Parameter.Items!).OrderBy(f => f.First).DistinctBy(f => f.Value).ToList();
            if (all.Count == 0) continue;
            leaf.Target[leaf.Parameter.Name] = new JsonArray([.. all.Select(f => (JsonNode?)f.Value)]);
            foreach (var found in all) slots.Take(found.First, found.Last);
        }
    }

    /// <summary>Every value that the text names, the surest first.</summary>
    public static IReadOnlyList<Found<string>> All(Slots slots, Parameter parameter)
    {
        var found = new List<(Found<string> Found, double Sure)>();
        foreach (var choice in parameter.Choices)
            if (Best(slots, parameter, choice) is { } match) found.Add(match);
        var kept = new List<Found<string>>();
        foreach (var (match, _) in found.OrderByDescending(f => f.Sure).ThenBy(f => f.Found.First))
            if (!kept.Exists(k => k.First <= match.Last && match.First <= k.Last)) kept.Add(match);
        return kept;
    }

    private static (Found<string>, double)? Best(Slots slots, Parameter parameter, string choice)
    {
        if (Switch(slots.Text, choice) is { } pressed) return (pressed, 3);
        var words = Stems.NameWords(choice);
        (Found<string> Found, double Sure)? best = null;
        for (var i = 0; i + words.Count <= slots.Text.Count && words.Count > 0; i++)
        {
            if (!slots.Free(i, i + words.Count - 1) || Misplaced(slots.Text, parameter, i)) continue;
            var sure = words.Select((w, k) => Match(slots.Text[i + k], w)).Aggregate(1.0, (a, b) => a * b) * words.Count;
            if (slots.Text[i].Lower is "to" or "in" or "on" or "off" && words.Count == 1) sure = 0;
            if (sure > 0 && (best is null || sure > best.Value.Sure)) best = (new(i, i + words.Count - 1, choice), sure);
        }
        return best ?? Short(slots, parameter, choice, words) ?? Numeric(slots, choice);
    }

    // "living" is enough for living_room where no other value has that word
    private static (Found<string>, double)? Short(Slots slots, Parameter parameter, string choice, IReadOnlyList<string> words)
    {
        if (words.Count < 2 || words[0].Length < 4 || parameter.Choices.Count(c => Stems.NameWords(c).Contains(words[0])) > 1) return null;
        for (var i = 0; i < slots.Text.Count; i++)
            if (slots.Free(i, i) && Match(slots.Text[i], words[0]) >= 0.9 && !StopWords.Contains(slots.Text[i])) return (new(i, i, choice), 0.4);
        return null;
    }

    private static (Found<string>, double)? Numeric(Slots slots, string choice) =>
        decimal.TryParse(choice, out var value) && slots.Numbers.Where(n => n.Value == value && slots.Free(n.First, n.Last)).Select(n => (Found<decimal>?)n).FirstOrDefault() is { } number
            ? (new(number.First, number.Last, choice), 0.9) : null;

    private static Found<string>? Switch(Utterance text, string choice)
    {
        var on = On.Contains(choice.ToLowerInvariant());
        if (!on && !Off.Contains(choice.ToLowerInvariant())) return null;
        var wanted = Stems.Of(on ? "enable" : "disable");
        if (!Terms.Of(text).Any(t => t.Stem == wanted || (Thesaurus.Same(t.Stem, wanted) && t.Verb))) return null;
        var at = Enumerable.Range(0, text.Count).FirstOrDefault(i => text[i].Lower == (on ? "on" : "off"), -1);
        return new(at < 0 ? 0 : at, at < 0 ? 0 : at, choice);
    }

    // "from savings to checking": the value after "to" is not the source
    private static bool Misplaced(Utterance text, Parameter parameter, int at)
    {
        var before = text.LowerAt(at - 1) is "my" or "the" or "мой" or "моего" ? text.LowerAt(at - 2) : text.LowerAt(at - 1);
        return (parameter.Role, before) is (ParameterRole.Origin, "to" or "into" or "на" or "в") or (ParameterRole.Destination, "from" or "с" or "со" or "из");
    }

    private static double Match(Word word, string value)
    {
        var stem = Stems.Of(value);
        return word.Lower == value ? 1 : word.Stem == stem ? 0.95 : Thesaurus.Same(word.Stem, stem) ? 0.6 : Likeness.Similar(word.Lower, value) ? 0.5 : 0;
    }

    private static JsonValue? Typed(Parameter parameter, string choice) =>
        parameter.Choices.All(c => long.TryParse(c, out _)) && parameter.Named("count", "quantity", "level", "rating", "stars", "number") ? JsonValue.Create(long.Parse(choice)) : JsonValue.Create(choice);
}
