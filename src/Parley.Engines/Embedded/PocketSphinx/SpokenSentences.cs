namespace Parley.Embedded.PocketSphinx;

/// <summary>What an agent's users may say: its own phrases, and the spoken patterns filled with its words.</summary>
internal static class SpokenSentences
{
    private const float PhraseWeight = 1;
    private const float PatternWeight = 2;
    private const int OwnVerbs = 3;
    private const int MostFillings = 150;

    /// <summary>Sentences and how much each counts.</summary>
    internal static IEnumerable<(IReadOnlyList<string> Words, float Weight)> Of(AgentWords agent, SpokenPatterns spoken)
    {
        foreach (var sentence in agent.Sentences)
            yield return (sentence, PhraseWeight);
        string[][] things = [.. agent.Things.Select(Split)];
        string[][] verbs = [.. Enumerable.Repeat(agent.Verbs.Select(Split), OwnVerbs).SelectMany(v => v), .. spoken.Lists["verb"]];
        var slots = new Dictionary<string, string[][]>(spoken.Lists.Select(list => KeyValuePair.Create($"{{{list.Key}}}", list.Value)))
        {
            ["{verb}"] = verbs,
            ["{thing}"] = things,
            ["{other}"] = things,
            ["{value}"] = [.. things, .. agent.Verbs.Concat(agent.Forms).Select(Split)],
        };
        foreach (var (i, pattern) in spoken.Patterns.Index())
            foreach (var filled in Fill(pattern, slots, i * MostFillings))
                yield return filled;
    }

    // slots turn at different speeds so that their values meet in many pairs; the next pattern goes on where this one ends
    private static IEnumerable<(IReadOnlyList<string>, float)> Fill(string[] pattern, Dictionary<string, string[][]> slots, int first)
    {
        string[][]?[] parts = [.. pattern.Select(word => word[0] == '{' ? slots[word] : null)];
        var count = Math.Min(MostFillings, parts.Max(part => part?.Length ?? 1));
        for (var i = first; i < first + count; i++)
        {
            var sentence = new List<string>(pattern.Length + 4);
            for (int at = 0, stride = 0; at < pattern.Length; at++)
                if (parts[at] is { } values)
                    sentence.AddRange(values[(i + (stride++ * ((i / values.Length) + 7))) % values.Length]);
                else
                    sentence.Add(pattern[at]);
            yield return (sentence, PatternWeight / count);
        }
    }

    private static string[] Split(string words) => words.Split(' ');
}
