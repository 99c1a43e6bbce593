using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>Turns the user's words into calls, looking back only at the messages.</summary>
internal sealed class Planner(ToolChooser chooser, DateTime now)
{
    private const int RememberedTurns = 12;
    private const double NearlyAsGood = 0.8;

    private static readonly string[] Searches = ["file_search", "web_search"];

    /// <summary>The plan for the last turn; earlier turns are replayed to learn whether it answers a question.</summary>
    public Plan ForLast(IReadOnlyList<Turn> turns)
    {
        var plan = Plan.Nothing;
        for (var i = Math.Max(0, turns.Count - RememberedTurns); i < turns.Count; i++)
        {
            var asked = i > 0 && plan.Pending is { } pending && (turns[i - 1].Assistant.Length == 0 || turns[i - 1].Assistant.Contains(pending.Question)) ? plan.Pending : null;
            plan = For(Utterance.Of(turns[i].User), asked, Memory.Before(turns, i));
        }
        return plan;
    }

    /// <summary>A search for what nothing else has an answer to: in the documents, or else in the web; null where there is neither.</summary>
    public PlannedCall? Search(string said)
    {
        var words = Terms.Of(Utterance.Of(said));
        var search = Searches.Select(chooser.Named).FirstOrDefault(tool => tool is not null);
        return search is null || words.Count == 0 ? null : new PlannedCall(search, new JsonObject { ["query"] = said.Trim() });
    }

    /// <summary>A call that must be made: of this function, or of the best one where none is named.</summary>
    public PlannedCall Forced(IReadOnlyList<Turn> turns, string? name)
    {
        var said = Utterance.Of(turns.Count == 0 ? "" : turns[^1].User);
        var tool = name is null
            ? chooser.Rank(said)[0].Tool
            : chooser.Named(name) ?? throw new ArgumentException($"The required function '{name}' is not declared; declared are: {string.Join(", ", chooser.Tools.Select(t => t.Name))}.", nameof(name));
        var arguments = Arguments(tool, said, said);
        Memory.Before(turns, turns.Count - 1).Complete(tool, said, arguments);
        foreach (var open in Open(tool, arguments))
            if (open is { IsText: true, Role: ParameterRole.Topic } && said.Count > 0) arguments[open.Name] = said.Text.Trim();
        return new PlannedCall(tool, arguments);
    }

    private Plan For(Utterance text, Pending? pending, Memory memory)
    {
        if (text.Count == 0 || chooser.Tools.Count == 0) return Plan.Nothing;
        if (pending is not null && Answered(text, pending, memory) is { } answered) return answered;
        if (SmallTalk.IsChat(text) && !Insists(text)) return Plan.Nothing;
        var calls = new List<PlannedCall>();
        Pending? missing = null;
        foreach (var wish in Wishes(text))
        {
            if (Best(wish, text) is not { } tool) continue;
            var arguments = Arguments(tool, wish, text);
            memory.Complete(tool, wish, arguments);
            if (Open(tool, arguments) is [var open, ..]) missing ??= new Pending(tool, arguments, open, Questions.For(open, text.Tongue));
            else calls.AddRange(Twins.Of(tool, wish, arguments, now).Select(a => new PlannedCall(tool, a)));
        }
        return calls.Count > 0 || missing is not null ? new Plan(Distinct(calls), missing) : memory.FollowUp(text, chooser, now) ?? Plan.Nothing;
    }

    private Plan? Answered(Utterance text, Pending pending, Memory memory)
    {
        if (SmallTalk.Refuses(text)) return new Plan([], null, Dropped: true);
        if (chooser.Rank(text) is [var top, ..] && top.Score >= ToolChooser.Threshold && top.Tool != pending.Tool && Best(text, text) is { } other && other != pending.Tool) return null;
        var arguments = (JsonObject)pending.Arguments.DeepClone();
        var filled = ArgumentFiller.FillAnswer(pending.Tool, pending.Missing, Open(pending.Tool, arguments, requiredOnly: false), text, now);
        foreach (var (name, value) in filled) arguments[name] = value?.DeepClone();
        memory.Complete(pending.Tool, text, arguments);
        if (Open(pending.Tool, arguments) is not [var open, ..]) return new Plan([new PlannedCall(pending.Tool, arguments)], null);
        if (open == pending.Missing && SmallTalk.IsChat(text)) return null;
        return new Plan([], new Pending(pending.Tool, arguments, open, Questions.For(open, text.Tongue)));
    }

    // a part with a function of its own is a wish of its own; any other part belongs to the wish before it
    private IEnumerable<Utterance> Wishes(Utterance text)
    {
        (int First, int Last, ToolSheet? Tool)? open = null;
        foreach (var (first, last) in Clauses.Ranges(text))
        {
            var tool = Best(text.Part(first, last), text);
            if (open is { } held && (held.Tool is null || tool is null)) open = (held.First, last, held.Tool ?? tool);
            else
            {
                if (open is { } done) yield return text.Part(done.First, done.Last);
                open = (first, last, tool);
            }
        }
        if (open is { } final) yield return text.Part(final.First, final.Last);
    }

    private ToolSheet? Best(Utterance wish, Utterance whole)
    {
        var ranked = chooser.Rank(wish);
        if (ranked.Count == 0 || ranked[0].Score < ToolChooser.Threshold) return null;
        var near = ranked.TakeWhile(c => c.Score >= ranked[0].Score * NearlyAsGood && c.Score >= ToolChooser.Threshold).Take(4).ToList();
        return near.Count == 1 ? near[0].Tool : near.MaxBy(c => c.Score + Fit(c.Tool, wish)).Tool;
    }

    // of two functions that fit the words alike, the one whose arguments are there
    private double Fit(ToolSheet tool, Utterance wish)
    {
        var arguments = ArgumentFiller.Fill(tool, wish, now);
        var required = tool.Parameters.Where(p => p.Required).ToList();
        var filled = required.Count == 0 ? 0.3 : required.Count(p => arguments.ContainsKey(p.Name)) / (double)required.Count;
        return (0.6 * filled) + (0.25 * tool.Parameters.Count(p => !p.IsText && p.Kind != ParameterKind.List && arguments.ContainsKey(p.Name)));
    }

    private JsonObject Arguments(ToolSheet tool, Utterance wish, Utterance whole)
    {
        if (tool.TakesQuery) return new JsonObject { ["query"] = (wish.Count == whole.Count ? whole : wish).Text.Trim() };
        var arguments = ArgumentFiller.Fill(tool, wish, now);
        if (whole.Count > wish.Count && Open(tool, arguments) is { Count: > 0 } open)
            foreach (var (name, value) in ArgumentFiller.FillByCues(tool, whole, now))
                if (open.Any(p => p.Name == name)) arguments[name] = value?.DeepClone();
        return arguments;
    }

    // "what time is it" is small talk unless a function's own name says it all
    private bool Insists(Utterance text) => SmallTalk.Of(text) is not (Talk.Repeat or Talk.ReadBack or Talk.Spell or Talk.Story or Talk.Joke) &&
        Best(text, text) is { } tool && (tool.Routed || tool.NameTerms.Where(t => !t.Verb).ToList() is { Count: > 0 } nouns && nouns.TrueForAll(n => text.Words.Any(w => w.Stem == n.Stem)));

    private static IReadOnlyList<Parameter> Open(ToolSheet tool, JsonObject arguments, bool requiredOnly = true) =>
        [.. tool.Parameters.Where(p => (p.Required || !requiredOnly) && !IsFilled(p, arguments[p.Name]))];

    private static bool IsFilled(Parameter parameter, JsonNode? value) =>
        value is not null && (parameter.Kind != ParameterKind.Object || value is JsonObject inner && parameter.Properties.Where(p => p.Required).All(p => IsFilled(p, inner[p.Name])));

    private static List<PlannedCall> Distinct(List<PlannedCall> calls) =>
        [.. calls.DistinctBy(c => c.Tool.Name + c.Arguments.ToJsonString())];
}
