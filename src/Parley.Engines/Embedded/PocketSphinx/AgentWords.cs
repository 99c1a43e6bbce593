namespace Parley.Embedded.PocketSphinx;

/// <summary>What an agent's phrases give to talk about: its sentences, its things (nouns as far as spelling shows) and its verbs.</summary>
internal sealed class AgentWords
{
    private const int LongestThing = 3;

    // words that hold a phrase together rather than naming anything
    private static readonly HashSet<string> Glue =
    [
        .. ("a an the and or of to in on at for from with without by into about as is are was were be been being it its this that these those "
            + "not no if when while than then so such per via each any all both either every some one their your you my our we they he she "
            + "his her them us i do does did has have had can could may might will would should must only also more most up out off over "
            + "under between before after until whether which who what where how there here never always ask tells use used using like "
            + "other another same own too very s t e g etc id string number integer boolean true false null").Split(' '),
    ];

    private readonly HashSet<string> _things = [];
    private readonly HashSet<string> _verbs = [];
    private readonly PronouncingDictionary _dictionary;

    internal AgentWords(Vocabulary vocabulary, PronouncingDictionary dictionary)
    {
        _dictionary = dictionary;
        foreach (var phrase in vocabulary.Phrases)
            foreach (var (i, clause) in PhraseWords.Clauses(phrase).Index())
                Read(clause, isIdentifier: clause.Count > 1 && !phrase.Contains(' '), startsPhrase: i == 0);
    }

    internal List<IReadOnlyList<string>> Sentences { get; } = [];

    internal IReadOnlyCollection<string> Things => _things;

    internal IReadOnlyCollection<string> Verbs => _verbs;

    /// <summary>Past forms and gerunds of the verbs.</summary>
    internal HashSet<string> Forms { get; } = [];

    private void Read(IReadOnlyList<string> clause, bool isIdentifier, bool startsPhrase)
    {
        Sentences.Add(clause);
        var verbs = isIdentifier ? 1 : startsPhrase && clause.Count > 2 ? LeadingVerbs(clause) : 0;
        if (!isIdentifier && clause.Count <= LongestThing && verbs == 0)
            AddThing(string.Join(' ', clause));
        for (var i = 0; i < verbs; i++)
            if (!Glue.Contains(clause[i]))
                AddVerb(WordForms.Stem(clause[i]));
        var chunk = new List<string>();
        foreach (var word in clause.Skip(verbs).Append("the"))
        {
            if (!Glue.Contains(word))
            {
                chunk.Add(word);
                continue;
            }

            AddChunk(chunk);
            chunk.Clear();
        }
    }

    // "Locks or unlocks a door": the first word in the third person, and what is joined to it
    private static int LeadingVerbs(IReadOnlyList<string> clause)
    {
        if (WordForms.Stem(clause[0]) == clause[0])
            return 0;
        return clause[1] is "or" or "and" && WordForms.Stem(clause[2]) != clause[2] ? 3 : 1;
    }

    private void AddChunk(List<string> chunk)
    {
        for (var start = 0; start < chunk.Count; start++)
            for (var length = 1; length <= LongestThing && start + length <= chunk.Count; length++)
                AddThing(string.Join(' ', chunk.Skip(start).Take(length)));
    }

    private void AddThing(string thing)
    {
        if (!_things.Add(thing))
            return;
        var space = thing.LastIndexOf(' ') + 1;
        var (front, last) = (thing[..space], thing[space..]);
        var stem = WordForms.Stem(last);
        foreach (var form in WordForms.Of(stem).Take(1).Append(stem))
            if (_dictionary.Knows(form))
                _things.Add(front + form);
    }

    private void AddVerb(string stem)
    {
        if (!_verbs.Add(stem))
            return;
        foreach (var form in WordForms.Of(stem).Skip(1))
            if (_dictionary.Knows(form))
                Forms.Add(form);
    }
}
