namespace Parley.Embedded.Rules;

/// <summary>A light Russian stemmer: the longest known ending goes, and at least three letters stay.</summary>
internal static class RussianStem
{
    private static readonly string[] Endings = [.. (
        "иями ями ами иях ях ах ием ией ем ей ом ой ов ев ий ый ые ие ая яя ое ее ую юю его ого ему ому ими ыми им ым их ых ью ью ия ии ию ья ье ьи "
        + "ывать ивать овать ировать ируй ируйте уйте уй айте яйте ите ете ешь ишь ить еть ать ять уть ти ал ял ил ел ала ила ела али или ели ает яет ует ит ет ют ят ут ат аю яю ую "
        + "аем яем уем им ем ай яй ь а е и о у ы ю я й ение ения ению ением ании ание ания ку ка ки ке кой ок")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().OrderByDescending(e => e.Length)];

    public static string Of(string word)
    {
        if (word.Length > 5 && (word.EndsWith("ся") || word.EndsWith("сь"))) word = word[..^2];
        foreach (var ending in Endings)
            if (word.EndsWith(ending) && word.Length - ending.Length >= 3)
                return Hard(word[..^ending.Length]);
        return word;
    }

    private static string Hard(string stem) => stem.EndsWith("нн") ? stem[..^1] : stem.Length > 3 && stem[^1] is 'ь' ? stem[..^1] : stem;
}
