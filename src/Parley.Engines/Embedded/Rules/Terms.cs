namespace Parley.Embedded.Rules;

/// <summary>A word that carries meaning, and whether it stands where the verb of a request stands.</summary>
internal readonly record struct Term(string Stem, bool Verb);

/// <summary>The words of a text that carry meaning; "turn … on" counts as one verb.</summary>
internal static class Terms
{
    private static readonly string[] Whereabouts = ["where is my", "where's my", "где мой", "где моя", "где мое"];
    private static readonly string[] Particles = ["turn", "switch", "put", "power"];

    public static IReadOnlyList<Term> Of(Utterance text)
    {
        var terms = new List<Term>();
        for (var i = 0; i < text.Count; i++)
        {
            var word = text[i];
            if (Phrasal(text, i) is { } verb) Add(terms, verb, mayBeVerb: true);
            else if (word.Lower is "times" && i > 0 && (NumberWords.Cardinals.ContainsKey(text.LowerAt(i - 1)) || text[i - 1].HasDigit)) Add(terms, Stems.Of("multiply"), mayBeVerb: false);
            else if (!StopWords.Contains(word) && word.Lower.Length > 1) Add(terms, word.Stem, i == 0 || !IsNoun(text.LowerAt(i - 1)));
        }
        if (text.HasAny(Whereabouts)) Add(terms, Stems.Of("status"), mayBeVerb: false);
        return terms;
    }

    /// <summary>Is it one of the verbs that only mean something with "on", "off", "up" or "down"?</summary>
    public static bool IsParticleVerb(Word word) => Particles.Contains(word.Stem);

    private static void Add(List<Term> terms, string stem, bool mayBeVerb)
    {
        if (terms.Exists(t => t.Stem == stem)) return;
        var verb = mayBeVerb && terms.Count == 0 && (Thesaurus.IsAction(stem) || Thesaurus.IsWeak(stem));
        terms.Add(new Term(stem, verb));
    }

    // "my order" is a thing, "order a pizza" is a deed
    private static bool IsNoun(string before) => StopWords.Articles.Contains(before) || before is "of" or "for" or "about" or "on" or "in";

    private static string? Phrasal(Utterance text, int i)
    {
        if (text[i].Lower is "look" && text.LowerAt(i + 1) is "up") return Stems.Of("find");
        if (text[i].Lower is "call" && text.LowerAt(i + 1) is "off") return Stems.Of("cancel");
        if (!Particles.Contains(text[i].Stem)) return null;
        for (var k = i + 1; k < text.Count && k <= i + 6; k++)
            switch (text[k].Lower)
            {
                case "on": return Stems.Of("enable");
                case "off" or "of": return Stems.Of("disable"); // a recogniser writes "turn of the light"
                case "up": return Stems.Of("increase");
                case "down": return Stems.Of("decrease");
                case "and": return null;
            }
        return null;
    }
}
