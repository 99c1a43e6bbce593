using System.Globalization;

namespace Parley.Embedded.Rules;

/// <summary>Numbers in a text, in digits or words: "23", "twenty three", "one hundred and five", "two point five", "сто пять".</summary>
internal static class Numbers
{
    public static IReadOnlyList<Found<decimal>> In(Utterance text)
    {
        var found = new List<Found<decimal>>();
        for (var i = 0; i < text.Count; i++)
            if (At(text, i) is { } number)
            {
                found.Add(number);
                i = number.Last;
            }
        return found;
    }

    /// <summary>The longest number that starts at this word.</summary>
    public static Found<decimal>? At(Utterance text, int first)
    {
        if (first < 0 || first >= text.Count) return null;
        var whole = Digits(text, first) ?? Spoken(text, first) ?? Fixed(text, first);
        return whole is { } number ? Sign(text, Fraction(text, number)) : null;
    }

    /// <summary>The ordinal at this word: "third", "5th", "twenty first", "пятого", "21-го".</summary>
    public static Found<int>? OrdinalAt(Utterance text, int i)
    {
        var word = text.LowerAt(i);
        if (NumberWords.Ordinals.TryGetValue(word, out var value)) return new(i, i, value);
        if (word.Length > 2 && word[^2..] is "st" or "nd" or "rd" or "th" && int.TryParse(word[..^2], out value)) return new(i, i, value);
        if (NumberWords.Cardinals.TryGetValue(word, out var tens) && tens is 20 or 30 && NumberWords.Ordinals.TryGetValue(text.LowerAt(i + 1), out var unit) && unit < 10)
            return new(i, i + 1, tens + unit);
        return null;
    }

    private static Found<decimal>? Digits(Utterance text, int i)
    {
        var word = text[i].Lower;
        if (!char.IsAsciiDigit(word[0])) return null;
        var digits = word.TrimEnd('k');
        if (digits.Any(char.IsLetter) || digits.Any(c => c is ':' or '-' or '/')) return null;
        digits = digits.LastIndexOf(',') is var comma && comma > 0 && digits.Length - comma != 4 ? digits.Replace(',', '.') : digits.Replace(",", "");
        if (!decimal.TryParse(digits, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)) return null;
        if (word[^1] == 'k') value *= 1000;
        var last = i;
        while (NumberWords.Scales.TryGetValue(text.LowerAt(last + 1), out var scale))
        {
            value *= scale;
            last++;
        }
        return new(i, last, value);
    }

    private static Found<decimal>? Spoken(Utterance text, int first)
    {
        decimal total = 0, current = 0;
        int i = first, last = -1, room = int.MaxValue;
        for (; i < text.Count; i++)
        {
            var word = text[i].Lower;
            if (NumberWords.Cardinals.TryGetValue(word, out var value) && value < room && !(value == 0 && last >= 0))
            {
                current += value;
                room = value >= 100 ? 100 : value >= 20 ? 10 : 0;
                last = i;
            }
            else if (NumberWords.Scales.TryGetValue(word, out var scale) && (last >= 0 || IsArticle(text, i - 1)))
            {
                current = (current == 0 ? 1 : current) * scale;
                room = 100;
                if (scale >= 1000) { total += current; current = 0; room = 1000; }
                last = i;
            }
            else if (word == "and" && last == i - 1 && room == 100 && NumberWords.Cardinals.ContainsKey(text.LowerAt(i + 1))) continue;
            else if (i == first && IsArticle(text, i) && NumberWords.Scales.ContainsKey(text.LowerAt(i + 1))) continue;
            else break;
            if (text[i].EndsClause) break;
        }
        return last < 0 ? null : new(first, last, total + current);
    }

    private static bool IsArticle(Utterance text, int i) => text.LowerAt(i) is "a";

    private static Found<decimal>? Fixed(Utterance text, int i) => text.LowerAt(i) switch
    {
        "dozen" or "дюжина" or "дюжину" => new(i, i, 12),
        "couple" or "пара" or "пару" => new(i, i, 2),
        "полтора" or "полторы" => new(i, i, 1.5m),
        _ => null,
    };

    // "two point five", "два целых пять", "two and a half", "два с половиной"
    private static Found<decimal> Fraction(Utterance text, Found<decimal> whole)
    {
        var next = text.LowerAt(whole.Last + 1);
        if (next is "and" && text.LowerAt(whole.Last + 2) is "a" && text.LowerAt(whole.Last + 3) is "half")
            return new(whole.First, whole.Last + 3, whole.Value + 0.5m);
        if (next is "с" && text.LowerAt(whole.Last + 2) is "половиной") return new(whole.First, whole.Last + 2, whole.Value + 0.5m);
        if (next is not ("point" or "dot" or "точка" or "запятая" or "целых")) return whole;
        var (scale, value, last) = (0.1m, whole.Value, whole.Last);
        for (var i = whole.Last + 2; i < text.Count; i++)
        {
            if (!Digit(text[i].Lower, out var digit)) break;
            value += digit * scale;
            scale /= 10;
            last = i;
        }
        return new(whole.First, last, value);
    }

    private static Found<decimal> Sign(Utterance text, Found<decimal> number)
    {
        if (text.LowerAt(number.First - 1) is "minus" or "минус") return new(number.First - 1, number.Last, -number.Value);
        var start = text[number.First].Start;
        var negative = start > 0 && text.Text[start - 1] == '-' && (start == 1 || text.Text[start - 2] == ' ');
        return negative ? number with { Value = -number.Value } : number;
    }

    private static bool Digit(string word, out int digit) =>
        (NumberWords.Cardinals.TryGetValue(word, out digit) || int.TryParse(word, out digit)) && digit is >= 0 and <= 9;
}
