namespace Parley.Embedded.Rules;

/// <summary>What a function is about, from its name: <c>check_order_status</c> is about the order's status.</summary>
internal sealed class Subject
{
    public Subject(string tool)
    {
        var words = Stems.NameWords(tool);
        var verb = words.Count > 0 && (Thesaurus.IsAction(Stems.Of(words[0])) || Thesaurus.IsWeak(Stems.Of(words[0])) || words[0] is "turn" or "switch" or "lookup");
        var nouns = words.Skip(verb ? 1 : 0).Where(w => !StopWords.All.Contains(w) && w.Length > 1 && !w.Any(char.IsAsciiDigit)).ToList();
        IsAction = words.Count > 0 && (Thesaurus.IsAction(Stems.Of(words[0])) || words[0] is "turn" or "switch");
        IsSearch = words.Count > 0 && words[0] is "find" or "search" or "look" or "lookup";
        Noun = nouns.Count == 0 || (!verb && words.Count == 1) ? null : string.Join('_', nouns);
        Head = nouns is [.., _, "status" or "state" or "details" or "info"] ? string.Join(' ', nouns.SkipLast(1)) : null;
        Plural = nouns.Count == 0 || !verb ? null : string.Join(' ', nouns) is var noun && noun.EndsWith('s') ? noun : noun + "s";
    }

    public bool IsAction { get; }

    public bool IsSearch { get; }

    /// <summary>The nouns of the name, as a key.</summary>
    public string? Noun { get; }

    public string? Plural { get; }

    /// <summary>The thing whose status is asked for; null for other functions.</summary>
    public string? Head { get; }
}
