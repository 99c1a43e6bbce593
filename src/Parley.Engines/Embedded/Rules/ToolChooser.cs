namespace Parley.Embedded.Rules;

/// <summary>A function with the evidence for it; below <see cref="ToolChooser.Threshold"/> nothing is called.</summary>
internal readonly record struct Candidate(ToolSheet Tool, double Score);

/// <summary>Compares the words of a request with the words of every function; words that few functions share weigh more.</summary>
internal sealed class ToolChooser
{
    /// <summary>A noun of the function's name suffices; a common verb or one word of a description does not.</summary>
    public const double Threshold = 1.9;

    private const double SynonymQuality = 0.8;
    private const double SimilarQuality = 0.65;
    private const double UnaskedDeed = 0.85;

    // "is the door locked" asks, and must not lock it
    private const double AskedDeed = 0.25;
    private static readonly HashSet<string> States = [.. Lists.Split("is are was were did does has")];

    private readonly Dictionary<string, double> _rarity;

    public ToolChooser(IReadOnlyList<ToolSheet> tools)
    {
        Tools = tools;
        _rarity = tools.SelectMany(t => t.Weights.Where(w => w.Value.Value >= 0.3).Select(w => w.Key)).GroupBy(s => s, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => 0.4 + (0.6 * Math.Log((1.0 + tools.Count) / g.Count()) / Math.Log(1.0 + tools.Count)), StringComparer.Ordinal);
    }

    public IReadOnlyList<ToolSheet> Tools { get; }

    public ToolSheet? Named(string name) => Tools.FirstOrDefault(t => t.Name == name);

    /// <summary>All functions, best first; equal ones in the order of their declaration.</summary>
    public IReadOnlyList<Candidate> Rank(Utterance request)
    {
        var terms = Terms.Of(request);
        var asks = States.Contains(request.LowerAt(0));
        return [.. Tools.Select(t => new Candidate(t, Score(terms, t) * (asks && IsDeed(t) ? AskedDeed : 1))).OrderByDescending(c => c.Score)];
    }

    private double Score(IReadOnlyList<Term> terms, ToolSheet tool)
    {
        var score = terms.Sum(term => Evidence(term, tool));
        var nouns = tool.NameTerms.Where(t => !t.Verb).ToList();
        var covered = nouns.Count == 0 ? 0 : nouns.Count(n => terms.Any(t => Quality(t.Stem, n.Stem) > 0)) / (double)nouns.Count;
        return score <= 0 ? 0 : (score + (0.5 * covered)) * (Unasked(terms, tool) ? UnaskedDeed : 1);
    }

    // who only names an order does not want it cancelled
    private static bool Unasked(IReadOnlyList<Term> terms, ToolSheet tool) =>
        IsDeed(tool) && !terms.Any(t => Quality(t.Stem, tool.NameTerms[0].Stem) > 0);

    private static bool IsDeed(ToolSheet tool) => tool.NameTerms is [{ Verb: true } verb, ..] && Thesaurus.IsAction(verb.Stem);

    private double Evidence(Term term, ToolSheet tool)
    {
        var best = 0.0;
        var slip = !_rarity.ContainsKey(term.Stem);
        foreach (var (stem, weight) in tool.Weights)
        {
            var quality = Quality(term.Stem, stem);
            if (quality == 0 || (quality == SimilarQuality && !slip)) continue;
            // "order" is a verb in "order a pizza" and a noun in "my order"
            var fits = weight.Verb is null || term.Verb == weight.Verb || (weight.Value < 2 && weight.Verb == false) || (term.Verb && tool.Does) ? 1 : 0.4;
            best = Math.Max(best, quality * weight.Value * fits * _rarity.GetValueOrDefault(stem, 1));
        }
        return best;
    }

    private static double Quality(string stem, string other) =>
        stem == other ? 1 : Thesaurus.Same(stem, other) ? SynonymQuality : Likeness.Similar(stem, other) ? SimilarQuality : 0;
}
