using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>Gives the words that nothing else claimed to the required texts that are still open.</summary>
internal static class Remnant
{
    private static readonly HashSet<string> Leads = [.. Lists.Split("it's its it is i'd like want would to the in at for from my name is make that let's say please uh um um, this you can for well about on of это в во на из с мое имя меня зовут хочу пожалуйста ну для о про пусть будет")];
    private static readonly HashSet<string> Joints = [.. Lists.Split("and of the with a an и с")];

    public static void Fill(Slots slots, IReadOnlyList<Leaf> leaves, Parameter? wanted)
    {
        foreach (var leaf in leaves.Where(l => l.IsOpen && l.Parameter.IsText && l.Parameter == wanted && IsFree(l.Parameter))) FillAnswer(slots, leaf);
        foreach (var leaf in leaves.Where(l => l.IsOpen && l.Parameter is { Required: true, IsText: true } && IsFree(l.Parameter)))
            if ((Longest(slots, leaf.Parameter) ?? Named(slots, leaf.Parameter)) is var (first, last))
                slots.Give(leaf, JsonValue.Create(ProperNoun.Written(slots.Text.Slice(first, last), leaf.Parameter.Role, Preposition(slots, leaf.Parameter, first))), first, last);
        foreach (var leaf in leaves.Where(l => l.IsOpen && l.Parameter is { Kind: ParameterKind.List, Items.Kind: ParameterKind.Text })) FillList(slots, leaf, leaf.Parameter == wanted);
    }

    private static bool IsFree(Parameter parameter) => parameter.Role is not (ParameterRole.Code or ParameterRole.Email or ParameterRole.Phone or ParameterRole.Date or ParameterRole.Time or ParameterRole.DateTime);

    // a whole answer: "it's in paris please" without what leads in and out
    private static void FillAnswer(Slots slots, Leaf leaf)
    {
        int first = 0, last = slots.Text.Count - 1;
        while (last > first && slots.Text[last].Lower is "please" or "пожалуйста" or "thanks" or "спасибо") last--;
        while (first < last && Leads.Contains(slots.Text[first].Lower) && leaf.Parameter.Role != ParameterRole.Topic) first++;
        while (first < last && slots.IsTaken(first)) first++;
        while (last > first && (slots.IsTaken(last) || (leaf.Parameter.Role != ParameterRole.Topic && slots.IsTemporal(last)))) last--;
        if (slots.IsTaken(first)) return;
        var preposition = slots.Text.LowerAt(first - 1);
        slots.Give(leaf, JsonValue.Create(ProperNoun.Written(slots.Text.Slice(first, last), leaf.Parameter.Role, preposition.Length == 0 ? "-" : preposition)), first, last);
    }

    // a bare Russian place is in the nominative already; after a preposition it is not
    private static string Preposition(Slots slots, Parameter parameter, int first) =>
        first > 0 && Cues.Of(parameter).Contains(slots.Text.LowerAt(first - 1)) ? slots.Text.LowerAt(first - 1) : "-";

    private static (int First, int Last)? Longest(Slots slots, Parameter parameter)
    {
        (int First, int Last)? best = null;
        for (var i = 0; i < slots.Text.Count; i++)
        {
            if (!Content(slots, parameter, i)) continue;
            var last = i;
            for (var k = i + 1; k < slots.Text.Count && !slots.IsTaken(k); k++)
            {
                if (slots.Text[k - 1].EndsClause && parameter.Role != ParameterRole.Topic) break;
                if (Content(slots, parameter, k) || (parameter.Stems.Contains(slots.Text[k].Stem) && Content(slots, parameter, k - 1) && !slots.Tool.Names(slots.Text[k]))) last = k;
                else if (!(parameter.Role is ParameterRole.Item && Joints.Contains(slots.Text[k].Lower)) && parameter.Role != ParameterRole.Topic) break;
            }
            if (best is not { } held || last - i > held.Last - held.First) best = (i, last);
            i = last;
        }
        return best;
    }

    // a thing may be called "yesterday"
    private static (int First, int Last)? Named(Slots slots, Parameter parameter) =>
        parameter.Role == ParameterRole.Item && slots.Dates.Where(d => slots.Free(d.First, d.Last)).Select(d => (Found<DateOnly>?)d).FirstOrDefault() is { } day ? (day.First, day.Last) : null;

    private static bool Content(Slots slots, Parameter parameter, int i)
    {
        var word = slots.Text[i];
        return !slots.IsTaken(i) && !StopWords.Contains(word) && !slots.Tool.Names(word) && !parameter.Stems.Contains(word.Stem)
            && !(Thesaurus.IsWeak(word.Stem) || (Thesaurus.IsAction(word.Stem) && i < 4 && !Named(slots, i))) && (!slots.IsTemporal(i) || parameter.Role == ParameterRole.Topic) && !word.Lower.Contains(':')
            && !Terms.IsParticleVerb(word);
    }

    // "take a note: buy milk": after the function's own name a verb belongs to the text
    private static bool Named(Slots slots, int before) => Enumerable.Range(0, before).Any(k => slots.Tool.Names(slots.Text[k]));

    private static void FillList(Slots slots, Leaf leaf, bool answer)
    {
        if (!leaf.Parameter.Required && !answer) return;
        if (Longest(slots, leaf.Parameter.Items! with { Role = ParameterRole.Item }) is not var (first, last)) return;
        var parts = Clauses.Parts(slots.Text.Part(first, last));
        leaf.Target[leaf.Parameter.Name] = new JsonArray([.. parts.Select(p => (JsonNode?)ProperNoun.Written(p.Text.Trim(), leaf.Parameter.Role, "-"))]);
        slots.Take(first, last);
    }
}
