using System.Text.RegularExpressions;

namespace Parley.Embedded.Rules;

/// <summary>Reads from instructions which function answers what: "if asked about X, use Y", "use Y for X", "при вопросах о X вызывай Y".</summary>
internal static partial class Routing
{
    private static readonly HashSet<string> Frame = [.. Lists.Split(
        """
        ask asked asking asks question questions about use using call calling invoke run tool tools function functions when whenever if user users for answer answering answers always must should regarding related anything everything concerning request requests information search searching look wants
        если спрашивают спросят спрашивает спросил спросит используй используйте использовать вызывай вызывайте вызови вызывать вопрос вопросы вопросах вопросов инструмент инструменты функцию функция функции отвечай отвечать ответа ответов пользователь пользователя при когда касается обо касающихся всегда воспользуйся обращайся применяй речь идет
        """)];

    /// <summary>The topics that the instructions give to each of these functions.</summary>
    public static IReadOnlyDictionary<string, List<string>> Topics(string instructions, IReadOnlyList<string> names)
    {
        var topics = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var sentence in Sentences.Of(instructions))
            foreach (var (name, topic) in Of(sentence, names))
            {
                if (!topics.TryGetValue(name, out var of)) topics[name] = of = [];
                of.Add(topic);
            }
        return topics;
    }

    /// <summary>Does the sentence tell when to call one of the functions, rather than a fact?</summary>
    public static bool IsRoute(string sentence, IReadOnlyList<string> names) => Mentions(sentence, names).Count > 0;

    private static IEnumerable<(string Name, string Topic)> Of(string sentence, IReadOnlyList<string> names)
    {
        var mentions = Mentions(sentence, names);
        if (mentions.Count == 0 || Forbids().IsMatch(sentence)) yield break;
        var topicFirst = Topic(sentence[..mentions[0].At]).Length > 0;
        for (var i = 0; i < mentions.Count; i++)
        {
            var (name, at, end) = mentions[i];
            var from = i == 0 ? 0 : topicFirst ? mentions[i - 1].End : at;
            var to = i == mentions.Count - 1 ? sentence.Length : topicFirst ? end : mentions[i + 1].At;
            var topic = Topic(sentence[from..at] + " " + sentence[end..to]);
            if (topic.Length > 0) yield return (name, topic);
        }
    }

    // where names overlap, the sentence means the longer one, and of two that differ by case the one that it writes
    private static List<(string Name, int At, int End)> Mentions(string sentence, IReadOnlyList<string> names)
    {
        var found = new List<(string Name, int At, int End)>();
        foreach (var name in names.Distinct(StringComparer.Ordinal).Where(n => n.Length > 0))
            foreach (Match match in Regex.Matches(sentence, $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)))
                found.Add((name, match.Index, match.Index + match.Length));
        var mentions = new List<(string Name, int At, int End)>();
        foreach (var mention in found.OrderBy(m => m.At).ThenByDescending(m => m.End).ThenBy(m => sentence[m.At..m.End] == m.Name ? 0 : 1))
            if (mentions.Count == 0 || mentions[^1].End <= mention.At) mentions.Add(mention);
        return mentions;
    }

    private static string Topic(string text) =>
        string.Join(' ', Utterance.Of(text).Words.Where(w => !StopWords.Contains(w) && !Frame.Contains(w.Lower)).Select(w => w.Lower));

    [GeneratedRegex(@"\b(?:never|do not|don't|не)\s+(?:use|call|invoke|используй|вызывай)", RegexOptions.IgnoreCase)]
    private static partial Regex Forbids();
}
