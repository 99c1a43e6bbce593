using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>A request while its words are given to parameters: no word serves two of them.</summary>
internal sealed class Slots
{
    private readonly bool[] _taken;

    public Slots(Utterance text, ToolSheet tool, DateTime now)
    {
        Text = text;
        Tool = tool;
        Now = now;
        _taken = new bool[text.Count];
        Dates = Rules.Dates.In(text, DateOnly.FromDateTime(now));
        Times = Rules.Times.In(text, string.Join(' ', Stems.NameWords(tool.Name)));
        Durations = Rules.Durations.In(text);
        Numbers = Rules.Numbers.In(text);
    }

    public Utterance Text { get; }

    public ToolSheet Tool { get; }

    public DateTime Now { get; }

    public IReadOnlyList<Found<DateOnly>> Dates { get; }

    public IReadOnlyList<Found<TimeOnly>> Times { get; }

    public IReadOnlyList<Found<TimeSpan>> Durations { get; }

    public IReadOnlyList<Found<decimal>> Numbers { get; }

    public bool IsTaken(int word) => _taken[word];

    public bool Free(int first, int last)
    {
        for (var i = first; i <= last; i++)
            if (_taken[i]) return false;
        return true;
    }

    /// <summary>Gives a parameter its value, and takes the words it came from.</summary>
    public void Give(Leaf leaf, JsonNode? value, int first, int last)
    {
        leaf.Target[leaf.Parameter.Name] = value;
        Take(first, last);
    }

    public void Take(int first, int last)
    {
        for (var i = Math.Max(first, 0); i <= last; i++) _taken[i] = true;
    }

    /// <summary>Does a date, a time or a length of time stand here?</summary>
    public bool IsTemporal(int word) =>
        Dates.Any(d => d.Covers(word)) || Times.Any(t => t.Covers(word)) || Durations.Any(d => d.Covers(word));
}

/// <summary>A parameter and the JSON object that its value goes to (its own object for a nested one).</summary>
internal sealed record Leaf(Parameter Parameter, JsonObject Target)
{
    public bool IsOpen => !Target.ContainsKey(Parameter.Name);
}
