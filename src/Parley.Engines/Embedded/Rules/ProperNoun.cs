namespace Parley.Embedded.Rules;

/// <summary>
/// Names as they are written: a place or person that came in lower case gets capitals, and a Russian place after a
/// preposition is brought to the nominative by its ending (right for most cities, not for all).
/// </summary>
internal static class ProperNoun
{
    public static string Written(string text, ParameterRole role, string preposition)
    {
        if (role is ParameterRole.Place or ParameterRole.Origin or ParameterRole.Destination && Utterance.IsCyrillic(text)) text = Nominative(text, preposition);
        return role is ParameterRole.Place or ParameterRole.Origin or ParameterRole.Destination or ParameterRole.Person or ParameterRole.Language && !text.Any(char.IsUpper)
            ? Capitalised(text) : text;
    }

    public static string Capitalised(string text)
    {
        var letters = text.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
            if ((i == 0 || letters[i - 1] is ' ' or '-') && !IsParticle(text, i)) letters[i] = char.ToUpperInvariant(letters[i]);
        return new string(letters);
    }

    // Rio de Janeiro, Ростов-на-Дону, Stratford upon Avon
    private static bool IsParticle(string text, int start)
    {
        var end = text.IndexOfAny([' ', '-'], start);
        return start > 0 && end > 0 && text[start..end] is "de" or "of" or "upon" or "la" or "le" or "sur" or "am" or "на" or "the" or "and" or "von" or "del";
    }

    private static string Nominative(string text, string preposition)
    {
        var cut = text.LastIndexOfAny([' ', '-']) + 1;
        var (head, last) = (text[..cut], text[cut..]);
        if (last.Length < 4) return text;
        var adjective = head.EndsWith("нем ") ? head[..^3] + "ий " : head.EndsWith("ом ") ? head[..^3] + "ый " : head;
        return preposition switch
        {
            "в" or "во" or "на" or "о" => (last[^1] == 'е' || last[^1] == 'и' ? adjective : head) + Located(last),
            "из" or "от" or "с" or "со" or "для" or "до" or "около" or "у" or "" => head + Genitive(last),
            "по" => last[^1] is 'у' or 'е' ? head + Located(last[^1] == 'у' ? last[..^1] + "е" : last) : text,
            _ => text,
        };
    }

    // в Москве, в Лондоне, в Казани; and where to: в Москву
    private static string Located(string word) => word[^1] switch
    {
        'у' => word[..^1] + "а",
        'ю' => word[..^1] + "я",
        'е' when word.EndsWith("ске") || word.EndsWith("рге") || word.EndsWith("аде") || word.EndsWith("ове") || word.EndsWith("еве") => word[..^1],
        'е' when word.EndsWith("ве") || word.EndsWith("ге") && word.Length <= 5 || word.Length <= 4 => word[..^1] + "а",
        'е' => word[..^1],
        'и' when "нрлм".Contains(word[^2]) => word[..^1] + "ь",
        _ => word,
    };

    private static string Genitive(string word) => word[^1] switch
    {
        'ы' => word[..^1] + "а",
        'и' when word[^2] is 'г' or 'к' => word[..^1] + "а",
        'и' when "нрлм".Contains(word[^2]) => word[..^1] + "ь",
        'а' => word[..^1],
        'я' => word[..^1] + "ь",
        _ => word,
    };
}
