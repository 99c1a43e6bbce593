namespace Parley.Embedded.Rules;

/// <summary>Decides yes-or-no parameters: "with breakfast", "without sugar", "turn it off", or a plain "yes".</summary>
internal static class BooleanFinder
{
    private static readonly HashSet<string> Empty = [.. Lists.Split("is has include includes included with want enable enabled need should allow state on active status")];
    private static readonly HashSet<string> SwitchWords = [.. Lists.Split("on enabled enable active state power is_on turned status")];
    private static readonly HashSet<string> Negations = [.. Lists.Split("without no not don't dont except exclude excluding без не нет")];
    private static readonly HashSet<string> Yes = [.. Lists.Split("yes yeah yep sure ok okay correct right please true да конечно ага верно хорошо")];
    private static readonly HashSet<string> No = [.. Lists.Split("no nope not false нет не")];

    public static void Fill(Slots slots, IReadOnlyList<Leaf> leaves, Parameter? wanted)
    {
        foreach (var leaf in leaves.Where(l => l.IsOpen && l.Parameter.Kind == ParameterKind.Boolean))
            if (Value(slots, leaf.Parameter, leaf.Parameter == wanted) is { } value) leaf.Target[leaf.Parameter.Name] = value;
    }

    private static bool? Value(Slots slots, Parameter parameter, bool answer)
    {
        var text = slots.Text;
        if (answer && text.Words.Any(w => No.Contains(w.Lower))) return false;
        if (answer && text.Words.Any(w => Yes.Contains(w.Lower))) return true;
        if (parameter.Words.Any(SwitchWords.Contains) && Switched(text) is { } on) return on;
        var nouns = parameter.Words.Where(w => !Empty.Contains(w)).Select(Stems.Of).ToList();
        for (var i = 0; i < text.Count; i++)
            if (nouns.Exists(n => n == text[i].Stem || Thesaurus.Same(n, text[i].Stem)) && !slots.Tool.Names(text[i]))
            {
                slots.Take(i, i);
                return !Enumerable.Range(Math.Max(0, i - 3), Math.Min(3, i)).Any(k => Negations.Contains(text[k].Lower));
            }
        return null;
    }

    private static bool? Switched(Utterance text)
    {
        var terms = Terms.Of(text);
        bool Verb(string verb) => terms.Any(t => t.Stem == Stems.Of(verb) || (t.Verb && Thesaurus.Same(t.Stem, Stems.Of(verb))));
        return Verb("enable") ? true : Verb("disable") ? false : text.Has("on") && text.LowerAt(text.Count - 1) is "on" ? true : text.LowerAt(text.Count - 1) is "off" ? false : null;
    }
}
