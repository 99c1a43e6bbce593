using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>What the conversation so far lets one say shortly: "turn it off", "and in the bedroom?".</summary>
internal sealed class Memory
{
    private static readonly HashSet<string> Pointers = [.. Lists.Split("it that this them one ones same there его ее их это этот эту там туда тот же")];
    private static readonly string[] Leads = ["what about", "how about", "and", "а как насчет", "а что насчет", "как насчет", "а", "и"];

    private readonly string? _tool;
    private readonly JsonObject _known;
    private readonly JsonObject _arguments;

    private Memory(string? tool, JsonObject arguments, JsonObject known)
    {
        _tool = tool;
        _arguments = arguments;
        _known = known;
    }

    /// <summary>The last call before this turn, and the values of its result.</summary>
    public static Memory Before(IReadOnlyList<Turn> turns, int turn)
    {
        if (turns.Take(Math.Max(0, turn)).SelectMany(t => t.Calls).LastOrDefault() is not { } last) return new Memory(null, [], []);
        var arguments = Json.Arguments(last.Call);
        var known = (JsonObject)arguments.DeepClone();
        if (Json.Parse(last.Result?.Result) is JsonObject result)
            foreach (var (name, value) in result)
                if (value is JsonValue && !known.ContainsKey(name)) known[name] = value.DeepClone();
        return new Memory(last.Call.Name, arguments, known);
    }

    /// <summary>Fills what is missing with what "it" points to.</summary>
    public void Complete(ToolSheet tool, Utterance text, JsonObject arguments)
    {
        if (!text.Words.Any(w => Pointers.Contains(w.Lower))) return;
        foreach (var parameter in tool.Parameters.Where(p => p.Required && !arguments.ContainsKey(p.Name)))
            if (_known[parameter.Name] is { } value) arguments[parameter.Name] = value.DeepClone();
    }

    /// <summary>"And in the bedroom?": the last call again, with what is new.</summary>
    public Plan? FollowUp(Utterance text, ToolChooser chooser, DateTime now)
    {
        if (_tool is null || chooser.Named(_tool) is not { } tool || text.Count > 8) return null;
        if (Leads.FirstOrDefault(l => text.IndexOf(l) == 0) is not { } lead) return null;
        var rest = lead.Count(c => c == ' ') + 1;
        if (rest >= text.Count) return null;
        var said = text.Part(rest, text.Count - 1);
        if (SmallTalk.IsChat(said)) return null;
        if (tool.TakesQuery) return new Plan([new PlannedCall(tool, new JsonObject { ["query"] = said.Text.Trim() })], null);
        var news = ArgumentFiller.Fill(tool, said, now);
        if (news.Count == 0) return null;
        var arguments = (JsonObject)_arguments.DeepClone();
        foreach (var (name, value) in news) arguments[name] = value?.DeepClone();
        return new Plan([new PlannedCall(tool, arguments)], null);
    }
}
