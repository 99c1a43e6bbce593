namespace Parley.Embedded.Rules;

/// <summary>Says honestly what it is, and what it can do: the declared functions, in words.</summary>
internal static class Introduction
{
    private const int NamedAbilities = 4;

    public static string Of(Tongue tongue, string? name, IReadOnlyList<ToolSheet> tools) => $"{WhoIAm(tongue, name)} {WhatICan(tongue, tools)}";

    public static string WhoIAm(Tongue tongue, string? name) => (tongue, name) switch
    {
        (Tongue.Russian, null) => "Я parley-rules, собеседник по правилам, без языковой модели.",
        (Tongue.Russian, _) => $"Меня зовут {name}. Мне отвечать помогает parley-rules, правила без языковой модели.",
        (_, null) => "I am parley-rules, a rule-based stand-in without a language model.",
        _ => $"I am {name}, played by parley-rules, a rule-based stand-in without a language model.",
    };

    public static string WhatICan(Tongue tongue, IReadOnlyList<ToolSheet> tools)
    {
        var russian = tongue == Tongue.Russian;
        var abilities = tools.Select(t => Ability(t, russian)).OfType<string>().Distinct(StringComparer.Ordinal).Take(NamedAbilities).ToList();
        if (abilities.Count == 0)
            return russian ? "Я могу сказать время и дату, посчитать или рассказать историю." : "I can tell the time and the date, count, or tell a story.";
        if (tools.Count > abilities.Count) abilities.Add(russian ? "ещё кое-что" : "do a few more things");
        return russian ? $"Я могу вызвать такие функции: {Listing.And(abilities, tongue)}." : $"I can {Listing.And(abilities, tongue)}.";
    }

    // "get_weather" reads "get weather"; an opaque name says nothing, its topics or description do
    private static string? Ability(ToolSheet tool, bool russian)
    {
        var first = Sentences.First(tool.Description).TrimEnd('.', '!', ' ');
        if (russian && Utterance.IsCyrillic(first)) return char.ToLowerInvariant(first[0]) + first[1..];
        var words = Stems.NameWords(tool.Name);
        var readable = words.Count > 1 && words.All(w => w.Length > 1 && !w.Any(char.IsAsciiDigit) && w.Any("aeiouyаеиоуыэюя".Contains));
        return readable ? string.Join(' ', words) : null;
    }
}
