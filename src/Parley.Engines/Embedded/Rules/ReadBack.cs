using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>Reads back what was said before: order numbers digit by digit, names, dates, addresses.</summary>
internal static class ReadBack
{
    private sealed record Kind(string English, string Russian, string[] Asks, ParameterRole Role);

    private static readonly Kind[] Kinds =
    [
        new("email", "Адрес почты", ["email", "mail", "почту", "почта"], ParameterRole.Email),
        new("phone number", "Телефон", ["phone", "telephone", "телефон"], ParameterRole.Phone),
        new("address", "Адрес", ["address", "адрес"], ParameterRole.Place),
        new("name", "Имя", ["name", "имя"], ParameterRole.Person),
        new("date", "Дата", ["date", "day", "дату", "дата"], ParameterRole.Date),
        new("time", "Время", ["time", "время"], ParameterRole.Time),
        new("number", "Номер", ["number", "code", "order", "reference", "номер", "код"], ParameterRole.Code),
    ];

    /// <summary>The value that the request names, from the newest place where it was given; null when it was not.</summary>
    public static string? Of(Utterance request, IReadOnlyList<Turn> turns, Tongue tongue, DateTime now)
    {
        var kinds = Kinds.Where(k => k.Asks.Any(request.Has)).ToList();
        foreach (var kind in kinds.Count > 0 ? kinds : [Kinds[^1]])
            for (var i = turns.Count - 1; i >= 0; i--)
                if (Value(kind, turns[i]) is { } value) return Said(kind, Label(kind, request), value, tongue, now);
        return null;
    }

    /// <summary>The sentence for a code that the user has just given; null without one.</summary>
    public static string? Code(Utterance text, Tongue tongue)
    {
        var code = InWords(Kinds[^1], text);
        var label = text.Has("order") ? "order number" : text.Has("booking") ? "booking number" : "number";
        return code is null ? null : tongue == Tongue.Russian ? $"Номер {Counting.Signs(code)}." : $"Your {label} is {Counting.Signs(code)}.";
    }

    private static string Label(Kind kind, Utterance request)
    {
        if (kind.Role != ParameterRole.Code) return kind.English;
        var at = request.IndexOf("number") is >= 0 and var n ? n : request.IndexOf("code");
        return at > 0 && !StopWords.Contains(request[at - 1]) && !Thesaurus.IsWeak(request[at - 1].Stem) ? request.Slice(at - 1, at).ToLowerInvariant() : at >= 0 ? request[at].Lower : "number";
    }

    private static string Said(Kind kind, string label, string value, Tongue tongue, DateTime now)
    {
        if (kind.Role is ParameterRole.Code or ParameterRole.Phone) value = Counting.Signs(value);
        if (kind.Role == ParameterRole.Date && DateOnly.TryParse(value, out var date)) value = Clock.Date(date, now, tongue);
        return tongue == Tongue.Russian ? $"{kind.Russian}: {value}." : $"Your {label} is {value}.";
    }

    private static string? Value(Kind kind, Turn turn)
    {
        foreach (var called in turn.Calls.Reverse())
            foreach (var node in (JsonNode?[])[Json.Parse(called.Result?.Result), Json.Arguments(called.Call)])
                if (node is JsonObject values && Member(kind, values) is { } value) return value;
        return InWords(kind, Utterance.Of(turn.User));
    }

    private static string? Member(Kind kind, JsonObject values) =>
        values.Where(v => v.Value is JsonValue && Roles.Of(Stems.NameWords(v.Key), "", "") == kind.Role).Select(v => v.Value!.ToString()).FirstOrDefault();

    private static string? InWords(Kind kind, Utterance text)
    {
        switch (kind.Role)
        {
            case ParameterRole.Email: return ContactFinder.Email(text)?.Value;
            case ParameterRole.Phone: return ContactFinder.Phone(text)?.Value;
            case ParameterRole.Code:
                var runs = Enumerable.Range(0, text.Count).Select(i => CodeFinder.Run(text, i)).Where(r => r is { } run && run.Value.Length >= 3 && run.Value.Any(char.IsAsciiDigit));
                return runs.OrderByDescending(r => r!.Value.Value.Length).FirstOrDefault()?.Value;
            case ParameterRole.Person: return After(text, ["my name is", "i am called", "меня зовут"], ParameterRole.Person);
            case ParameterRole.Place: return After(text, ["my address is", "the address is", "i live at", "мой адрес"], ParameterRole.Place);
            default: return null;
        }
    }

    private static string? After(Utterance text, string[] leads, ParameterRole role)
    {
        foreach (var lead in leads)
            if (text.IndexOf(lead) is >= 0 and var at && at + lead.Count(c => c == ' ') + 1 is var first && first < text.Count)
            {
                var last = first;
                while (last + 1 < text.Count && !(text[last].EndsClause && role == ParameterRole.Person) && text[last + 1].Lower is not ("and" or "и")) last++;
                return ProperNoun.Written(text.Slice(first, last), role, "-");
            }
        return null;
    }
}
