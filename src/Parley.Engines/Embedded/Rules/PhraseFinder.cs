using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>Fills text parameters from what stands after a preposition or after the parameter's own name.</summary>
internal static class PhraseFinder
{
    private const int LongestPhrase = 5;

    private static readonly ParameterRole[] Order =
    [
        ParameterRole.Language, ParameterRole.Origin, ParameterRole.Destination, ParameterRole.Place, ParameterRole.Person, ParameterRole.Topic, ParameterRole.Item,
    ];

    public static void Fill(Slots slots, IReadOnlyList<Leaf> leaves, Parameter? wanted)
    {
        foreach (var role in Order)
            foreach (var leaf in leaves.Where(l => l.IsOpen && l.Parameter.IsText && l.Parameter.Role == role && l.Parameter != wanted))
                _ = OwnName(slots, leaf) || AfterCue(slots, leaf);
    }

    // "the subject is holidays", "size large"
    private static bool OwnName(Slots slots, Leaf leaf)
    {
        if (leaf.Parameter.Stems.Count == 0 || leaf.Parameter.Named("to", "from")) return false;
        var noun = leaf.Parameter.Stems[^1];
        for (var i = 0; i + 1 < slots.Text.Count; i++)
        {
            if (slots.Text[i].Stem != noun || slots.IsTaken(i)) continue;
            var named = slots.Text.LowerAt(i + 1) is "is" or "называется" || slots.Text[i].Mark == ':';
            var first = slots.Text.LowerAt(i + 1) is "is" or "to" or "называется" ? i + 2 : i + 1;
            if (!named && (slots.Tool.Names(slots.Text[i]) || leaf.Parameter.Role is not (ParameterRole.Item or ParameterRole.Topic))) continue;
            if (Give(slots, leaf, i, first, "")) return true;
        }
        return false;
    }

    private static bool AfterCue(Slots slots, Leaf leaf)
    {
        foreach (var cue in Cues.Of(leaf.Parameter))
        {
            if (!leaf.Parameter.Required && leaf.Parameter.Role == ParameterRole.Item && cue is "for" or "of" or "to") continue;
            if (leaf.Parameter is { Required: false, Role: ParameterRole.Topic } && cue is "to" or "for" or "on") continue;
            for (var at = slots.Text.IndexOf(cue); at >= 0; at = slots.Text.IndexOf(cue, at + 1))
                if (Give(slots, leaf, at, at + cue.Count(c => c == ' ') + 1, cue)) return true;
        }
        return false;
    }

    private static bool Give(Slots slots, Leaf leaf, int cueAt, int first, string cue)
    {
        if (cueAt < 0 || !slots.Free(cueAt, Math.Min(first, slots.Text.Count) - 1)) return false;
        var free = leaf.Parameter.Role == ParameterRole.Topic;
        while (first < slots.Text.Count && StopWords.Articles.Contains(slots.Text[first].Lower) && !(free && slots.Text[first].Lower is not ("a" or "the" or "an"))) first++;
        if (first >= slots.Text.Count || slots.Text[Math.Max(0, first - 1)].EndsClause && cue.Length > 0 || !Heads(slots, leaf.Parameter, first, cue)) return false;
        var last = free ? End(slots, first) : NounPhraseEnd(slots, first);
        if (last < first) return false;
        slots.Give(leaf, JsonValue.Create(ProperNoun.Written(slots.Text.Slice(first, last), leaf.Parameter.Role, cue)), cueAt, last);
        return true;
    }

    private static bool Heads(Slots slots, Parameter parameter, int first, string cue)
    {
        var word = slots.Text[first];
        if (slots.IsTaken(first) || StopWords.Pronouns.Contains(word.Lower)) return false;
        if (parameter.Role == ParameterRole.Topic && cue is "to" or "for" or "on" && !Leads(slots, first, cue)) return false;
        if (parameter.Role == ParameterRole.Topic && cue is "to" or "чтобы") return !slots.Tool.Names(word) && word.Lower is not ("know" or "be" or "have");
        if (slots.IsTemporal(first) || (word.HasDigit && parameter.Role != ParameterRole.Topic) || (StopWords.Contains(word) && !StopWords.Articles.Contains(word.Lower))) return false;
        if (cue is "to" or "for" && (Thesaurus.IsAction(word.Stem) || Thesaurus.IsWeak(word.Stem))) return false;
        if (parameter.Role == ParameterRole.Item && cue is "for" or "of" or "to" && slots.Tool.Weights.ContainsKey(word.Stem)) return false;
        if (parameter.Role is ParameterRole.Person && CalendarWords.Day(word.Lower) is not null) return false;
        return cue.Length == 0 || !slots.Tool.Names(word) || parameter.Role == ParameterRole.Topic;
    }

    // "remind me to …", "search the web for …", not "flights to …"
    private static bool Leads(Slots slots, int first, string cue)
    {
        var at = first - 1;
        while (at > 0 && slots.Text[at].Lower != cue) at--;
        return at > 0 && (slots.IsTaken(at - 1) || slots.IsTemporal(at - 1) || slots.Tool.Names(slots.Text[at - 1]) || StopWords.Pronouns.Contains(slots.Text.LowerAt(at - 1)) || Thesaurus.IsWeak(slots.Text[at - 1].Stem) || Thesaurus.IsAction(slots.Text[at - 1].Stem));
    }

    /// <summary>The last word of the noun phrase that starts here.</summary>
    public static int NounPhraseEnd(Slots slots, int first)
    {
        var last = first;
        while (last + 1 < slots.Text.Count && last - first < LongestPhrase - 1 && !slots.Text[last].EndsClause && !slots.IsTaken(last + 1)
            && !slots.IsTemporal(last + 1) && !StopWords.Borders.Contains(slots.Text[last + 1].Lower) && !StopWords.Pronouns.Contains(slots.Text[last + 1].Lower)
            && !StopWords.Articles.Contains(slots.Text[last + 1].Lower)) last++;
        return last;
    }

    /// <summary>The last free word from here on; trailing courtesy does not count.</summary>
    public static int End(Slots slots, int first)
    {
        var last = first;
        while (last + 1 < slots.Text.Count && !slots.IsTaken(last + 1)) last++;
        while (last >= first && slots.Text[last].Lower is "please" or "пожалуйста" or "thanks" or "спасибо" or "и" or "and" or "for" or "at" or "on") last--;
        return last;
    }
}
