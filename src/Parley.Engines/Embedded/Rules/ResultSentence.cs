using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>Turns the result of a function into what a person would say about it.</summary>
internal sealed class ResultSentence(Tongue tongue, DateTime now, string question)
{
    private const int LongestReading = 700;

    private static readonly string[] Answers = ["message", "answer", "result", "text", "response", "output", "summary", "content", "speech"];
    private static readonly string[] Wrappers = ["data", "result", "results", "response", "output", "items", "payload", "current"];
    private static readonly string[] Passages = ["text", "content", "snippet", "passage", "body", "extract", "chunk", "abstract", "summary"];
    private const int PassageLength = 40;

    private bool Russian => tongue == Tongue.Russian;

    /// <summary>What to say about a result; <paramref name="tool"/> names the subject where the result does not.</summary>
    public string Of(string tool, object? result, Exception? failure)
    {
        if (failure is not null) return Sorry(failure.Message);
        var node = Json.Parse(result);
        if (Json.Text(node) is { } words) return Plain(words);
        return Failure(node) is { } wrong ? Sorry(wrong) : Of(tool, node);
    }

    private string Of(string tool, JsonNode? node)
    {
        var subject = new Subject(tool);
        return node switch
        {
            null => Done,
            JsonValue value => Scalar(value, subject),
            JsonArray list => List(list, subject, null),
            JsonObject fields => Object(fields, subject),
            _ => Done,
        };
    }

    private string Done => Russian ? "Готово." : "Done.";

    private string Plain(string words)
    {
        words = words.Trim();
        if (words.Length == 0) return Done;
        if (words.Length > LongestReading) words = Beginning(words);
        return words.StartsWith("error", StringComparison.OrdinalIgnoreCase) ? Sorry(words[5..].TrimStart(':', ' ')) : Listing.Sentence(words);
    }

    // Nobody listens to a log file: what is longer is read as far as its last whole sentence or word.
    private string Beginning(string words)
    {
        var beginning = words[..LongestReading];
        var end = beginning.LastIndexOfAny(['.', '!', '?', '\n']);
        var cut = end > LongestReading / 2 ? end + 1 : Math.Max(beginning.LastIndexOf(' '), 1);
        return $"{beginning[..cut].TrimEnd()} {(Russian ? "Это ещё не всё." : "There is more.")}";
    }

    private string Sorry(string message)
    {
        var reason = message.Trim().TrimEnd('.');
        return (Russian, reason.Length > 0) switch
        {
            (true, true) => $"К сожалению, не получилось: {reason}.",
            (true, false) => "К сожалению, не получилось.",
            (false, true) => $"I'm sorry, that did not work: {reason}.",
            _ => "I'm sorry, that did not work.",
        };
    }

    private static string? Failure(JsonNode? node)
    {
        if (node is not JsonObject fields) return null;
        if ((fields["error"] ?? fields["errors"]) is { } given && !(given is JsonValue flag && flag.GetValueKind() == JsonValueKind.False))
        {
            return given is JsonObject inner ? Json.Text(inner["message"]) ?? Json.Text(inner["detail"]) ?? Json.Text(inner["code"]) ?? ""
                : Json.Text(given) ?? Json.Text(fields["message"]) ?? "";
        }
        var failed = fields["success"] is JsonValue s && s.GetValueKind() == JsonValueKind.False || fields["ok"] is JsonValue o && o.GetValueKind() == JsonValueKind.False
            || Json.Text(fields["status"]) is "error" or "failed" or "failure";
        return failed ? Json.Text(fields["message"]) ?? Json.Text(fields["reason"]) ?? Json.Text(fields["detail"]) ?? "" : null;
    }

    private string Scalar(JsonValue value, Subject subject)
    {
        if (value.GetValueKind() == JsonValueKind.True) return subject.IsAction ? Done : Russian ? "Да." : "Yes.";
        if (value.GetValueKind() == JsonValueKind.False) return subject.IsAction ? Sorry("") : Russian ? "Нет." : "No.";
        var key = KeyPhrase.Of(subject.Noun ?? "result", tongue);
        var said = SpokenValue.Of(value, key with { Unit = key.Unit }, null, tongue, now);
        return Russian ? Listing.Sentence($"{key.Label}: {said}") : $"The {key.Label} is {said}.";
    }

    private string Object(JsonObject fields, Subject subject)
    {
        if (fields.Count == 0) return Done;
        foreach (var key in Answers)
            if (Json.Text(fields[key]) is { Length: > 0 } said && (fields.Count == 1 || said.Contains(' ') && key is "message" or "answer" or "speech" or "summary")) return WithCode(Listing.Sentence(said), fields);
        if (fields.Select(f => f.Value).OfType<JsonArray>().FirstOrDefault() is { } list && !fields.Any(f => f.Value is JsonObject)
            && fields.Count(f => f.Value is JsonValue && !KeyPhrase.Of(f.Key, tongue).IsUnsaid) <= 3)
            return WithList(fields, list, subject);
        if (fields.Count == 1 && fields.First() is { Value: JsonObject inner } only && Wrappers.Contains(only.Key)) return Object(inner, subject);
        var phrases = new FieldPhrases(tongue, now).Of(fields, subject);
        return phrases.Length == 0 ? Done : Listing.Sentence(phrases);
    }

    // "Your table is booked." and then the number, which the message may have left out
    private string WithCode(string said, JsonObject fields)
    {
        foreach (var (name, value) in fields)
            if (value is JsonValue code && KeyPhrase.Of(name, tongue) is { IsCode: true, IsInternal: false } key && !said.Contains(code.ToString()))
                return $"{said} {Listing.Sentence((Russian ? "" : "The ") + key.Label + (Russian ? ": " : " is ") + SpokenValue.Of(code, key, fields, tongue, now))}";
        return said;
    }

    private string WithList(JsonObject fields, JsonArray list, Subject subject)
    {
        var key = fields.First(f => ReferenceEquals(f.Value, list)).Key;
        var rest = new JsonObject(fields.Where(f => f.Value is JsonValue && !KeyPhrase.Of(f.Key, tongue).Is("count", "query", "total_count", "total_results")).Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())));
        var lead = new FieldPhrases(tongue, now).Of(rest, subject);
        return (List(list, subject, Wrappers.Contains(key) ? null : key) + " " + (lead.Length > 0 ? Listing.Sentence(lead) : "")).Trim();
    }

    private string List(JsonArray list, Subject subject, string? key)
    {
        var noun = key is null ? subject.Plural : string.Join(' ', Stems.NameWords(key));
        if (list.Count == 0) return Russian ? "Ничего не нашлось." : $"I found no {noun ?? "results"}.";
        if (Read(list) is { } read) return read;
        if (list.Count == 1 && list[0] is JsonObject only) return Object(only, subject);
        return new ListPhrases(tongue, now).Of(list, noun, subject.IsSearch);
    }

    // passages of documents: only what answers the question is read out
    private string? Read(JsonArray list)
    {
        var passages = list.Select(Passage).OfType<string>().ToList();
        if (passages.Count < (list.Count + 1) / 2 || passages.Count == 0) return null;
        var sentences = passages.SelectMany(Sentences.Of).Distinct(StringComparer.Ordinal).ToList();
        var best = Reading.Answer(question, sentences, most: 2);
        return best.Count > 0 ? string.Join(' ', best.OrderBy(sentences.IndexOf).Select(Listing.Sentence)) : Listing.Sentence(Sentences.First(passages[0]));
    }

    private static string? Passage(JsonNode? item)
    {
        if (Json.Text(item) is { Length: >= PassageLength } plain) return plain;
        if (item is not JsonObject fields) return null;
        foreach (var key in Passages)
        {
            if (Json.Text(fields[key]) is { Length: >= PassageLength } text) return text;
            if (fields[key] is JsonArray parts && parts.Select(p => Json.Text(p?["text"]) ?? Json.Text(p)).OfType<string>().ToList() is { Count: > 0 } texts) return string.Join('\n', texts);
        }
        return null;
    }
}
