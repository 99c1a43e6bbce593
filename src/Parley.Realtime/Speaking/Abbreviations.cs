using System.Collections.Frozen;

namespace Parley.Speaking;

/// <summary>Words whose full stop is not the end of a sentence (English, Russian, German), without that full stop and in lower case.</summary>
internal static class Abbreviations
{
    // Something always follows these.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Inner = Words(
        "mr mrs ms mx dr prof st gen sen rep gov capt lt col sgt rev hon vs cf approx e.g i.e",
        "т.е т.к т.н и.о им ул просп см ср напр проф акад рис стр тел корп кв обл гос",
        "z.b d.h u.a bzw ca evtl ggf hr fr sog");

    // These may end a sentence as well.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Ambiguous = Words(
        "etc jr sr inc ltd co corp dept est no nos fig vol eq pp ch sec al ave blvd rd mt ft jan feb mar apr jun jul aug sep sept oct nov dec",
        "др пр проч руб коп тыс млн млрд трлн мин сек ч гг вв долл чел шт экз янв февр апр авг сент окт нояб дек",
        "usw nr str mio mrd");

    /// <summary>Judges a word of two characters or more.</summary>
    public static SentenceEnd.Kind Is(ReadOnlySpan<char> word)
    {
        if (Inner.Contains(word))
            return SentenceEnd.Kind.None;
        return Ambiguous.Contains(word) || HasInitials(word) ? SentenceEnd.Kind.Perhaps : SentenceEnd.Kind.Sure;
    }

    // U.S, a.m, т.д: letters between full stops, none longer than two.
    private static bool HasInitials(ReadOnlySpan<char> word)
    {
        if (!word.Contains('.'))
            return false;
        foreach (var part in word.Split('.'))
        {
            if (word[part] is not ([] or [_] or [_, _]) || word[part].ContainsAnyInRange('0', '9'))
                return false;
        }

        return true;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(params string[] lists) =>
        lists.SelectMany(list => list.Split(' ')).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
