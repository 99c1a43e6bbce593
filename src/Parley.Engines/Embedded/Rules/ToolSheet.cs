using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

/// <summary>How much a word speaks for a function, and whether it is there as verb or as noun (null: either).</summary>
internal readonly record struct Weight(double Value, bool? Verb);

/// <summary>A declared function as the chooser sees it: its parameters, and its words with their weights.</summary>
internal sealed class ToolSheet
{
    private static readonly HashSet<string> Vague = [.. Lists.Split("name id query text date time number type value string given specific based provided optional format e.g example iso 8601 yyyy mm dd hh название номер дата время текст").Select(Stems.Of)];

    private static readonly HashSet<string> Deeds = [.. Lists.Split("make create place submit do perform").Select(Stems.Of)];

    private readonly Dictionary<string, Weight> _weights = new(StringComparer.Ordinal);

    public ToolSheet(AIFunctionDeclaration declaration, IReadOnlyList<string> topics)
    {
        Name = declaration.Name;
        Description = declaration.Description ?? "";
        Parameters = Schemas.Parameters(declaration.JsonSchema);
        NameTerms = [.. Terms.Of(Utterance.Of(string.Join(' ', Stems.NameWords(Name))))];
        Routed = topics.Count > 0;
        Does = NameTerms is [{ Verb: true } verb, ..] && Deeds.Contains(verb.Stem);
        TakesQuery = Parameters.Count == 0 && !Schemas.ForbidsMore(declaration.JsonSchema)
            && (Routed || Description.Length == 0 || Schemas.IsOpen(declaration.JsonSchema));
        Weigh(topics);
    }

    public string Name { get; }

    public string Description { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public IReadOnlyList<Term> NameTerms { get; }

    /// <summary>Is its noun a deed, as in <c>place_order</c> and <c>make_reservation</c>?</summary>
    public bool Does { get; }

    /// <summary>Do the instructions say when to call it?</summary>
    public bool Routed { get; }

    /// <summary>Nothing is declared about its arguments: it is given the user's words as <c>query</c>.</summary>
    public bool TakesQuery { get; }

    public IReadOnlyDictionary<string, Weight> Weights => _weights;

    /// <summary>Is this a word of the function's own name, or means the same?</summary>
    public bool Names(Word word) => NameTerms.Any(t => t.Stem == word.Stem || Thesaurus.Synonyms(t.Stem, word.Stem) || Likeness.Similar(t.Stem, word.Stem));

    private void Weigh(IReadOnlyList<string> topics)
    {
        var onlyVerbs = NameTerms.All(t => t.Verb);
        foreach (var term in NameTerms)
            Put(term, Thesaurus.IsWeak(term.Stem) && term.Verb ? (onlyVerbs ? 2.2 : 0.4) : term.Verb ? (onlyVerbs ? 2.2 : 1.2) : Vague.Contains(term.Stem) ? (NameTerms.Count(t => !t.Verb) == 1 ? 2.2 : 1) : 3);
        foreach (var term in topics.SelectMany(t => Terms.Of(Utterance.Of(t)))) Put(term.Stem, 3, verb: null);
        PutAll(Description, 1);
        foreach (var parameter in Parameters) Weigh(parameter);
    }

    private void Weigh(Parameter parameter)
    {
        PutAll(string.Join(' ', parameter.Words), 0.8);
        PutAll(parameter.Description, 0.4);
        foreach (var choice in parameter.Choices.Concat(parameter.Items?.Choices ?? []))
            foreach (var term in Terms.Of(Utterance.Of(string.Join(' ', Stems.NameWords(choice))))) Put(term with { Verb = false }, 1.5);
        foreach (var member in parameter.Properties) Weigh(member);
    }

    private void PutAll(string text, double weight)
    {
        foreach (var term in Terms.Of(Utterance.Of(text)))
            Put(term, Vague.Contains(term.Stem) || Thesaurus.IsWeak(term.Stem) ? weight * 0.2 : Thesaurus.IsAction(term.Stem) && weight < 3 ? weight * 0.5 : weight);
    }

    private void Put(Term term, double weight) => Put(term.Stem, weight, term.Verb);

    private void Put(string stem, double weight, bool? verb)
    {
        if (!_weights.TryGetValue(stem, out var held) || held.Value < weight) _weights[stem] = new Weight(weight, verb);
    }
}
