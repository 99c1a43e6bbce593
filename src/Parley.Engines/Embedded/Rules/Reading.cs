namespace Parley.Embedded.Rules;

/// <summary>Finds the sentences of a text that answer a question: those that share its words, and hold the kind of thing it asks for.</summary>
internal static class Reading
{
    private const double Enough = 0.4;

    private static readonly (string[] Asks, string[] Signs, bool Digits)[] Kinds =
    [
        (["when", "what time", "hours", "how late", "open", "close", "когда", "во сколько", "часы", "открыты", "работаете"], ["open", "close", "hours", "until", "from", "открыт", "час", "работа"], true),
        (["where", "address", "located", "где", "адрес", "находитесь"], ["address", "street", "located", "road", "square", "avenue", "адрес", "улиц", "находи"], false),
        (["how much", "price", "cost", "costs", "expensive", "сколько стоит", "цена", "стоимость"], ["cost", "price", "dollar", "euro", "fee", "стоит", "цен", "рубл"], true),
        (["phone", "telephone", "call", "number", "телефон", "позвонить"], ["phone", "call", "telephone", "телефон"], true),
        (["how many", "how long", "how old", "сколько"], [], true),
    ];

    /// <summary>The best sentences for a question, best first; none when nothing fits.</summary>
    public static IReadOnlyList<string> Answer(string question, IReadOnlyList<string> sentences, int most = 1)
    {
        var asked = Utterance.Of(question);
        var all = Terms.Of(asked).Select(t => t.Stem).ToList();
        var terms = all.Exists(s => !Thesaurus.IsWeak(s)) ? all.FindAll(s => !Thesaurus.IsWeak(s)) : all;
        if (sentences.Count == 0) return [];
        var texts = sentences.Select(s => Utterance.Of(s)).ToList();
        var kinds = Kinds.Where(k => asked.HasAny(k.Asks)).ToList();
        var weights = terms.ToDictionary(t => t, t => Math.Log(1.5 + ((double)sentences.Count / (1 + texts.Count(x => Holds(x, t))))), StringComparer.Ordinal);
        var total = weights.Values.Sum();
        return [.. texts
            .Select((text, i) => (sentences[i], score: Score(text, weights, total, kinds)))
            .Where(s => s.score >= Enough)
            .OrderByDescending(s => s.score)
            .Take(most)
            .Select(s => s.Item1)];
    }

    private static double Score(Utterance text, Dictionary<string, double> weights, double total, List<(string[] Asks, string[] Signs, bool Digits)> kinds)
    {
        var shared = weights.Where(w => Holds(text, w.Key)).Sum(w => w.Value);
        var kind = kinds.Count == 0 ? 0 : kinds.Max(k => Fits(text, k.Signs, k.Digits));
        if (shared == 0) return total < 1.3 || kinds.Count > 0 && kind >= 1 && weights.Count <= 2 ? kind * 0.5 : 0;
        return (shared / total) + (0.35 * kind);
    }

    private static double Fits(Utterance text, string[] signs, bool digits)
    {
        var signed = text.Words.Any(w => signs.Any(s => w.Lower.StartsWith(s)));
        var counted = text.Words.Any(w => w.HasDigit || NumberWords.Cardinals.ContainsKey(w.Lower) || w.Lower is "noon" or "midnight");
        return digits ? (signed ? 0.5 : 0) + (counted ? 0.5 : 0) : signed ? 1 : 0;
    }

    private static bool Holds(Utterance text, string stem) => text.Words.Any(w => w.Stem == stem || Thesaurus.Same(w.Stem, stem) || Likeness.Similar(w.Stem, stem));
}
