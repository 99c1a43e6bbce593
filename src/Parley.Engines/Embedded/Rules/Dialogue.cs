using Microsoft.Extensions.AI;
using Parley.Tools;

namespace Parley.Embedded.Rules;

/// <summary>A function that was called in a turn; Result is null until it arrived.</summary>
internal sealed record Called(FunctionCallContent Call, FunctionResultContent? Result, bool Spoken);

/// <summary>What the user said, and what was said and done about it.</summary>
internal sealed record Turn(string User, string Assistant, IReadOnlyList<Called> Calls);

/// <summary>The messages of a request, read as turns. What the last message is decides what is to be done.</summary>
internal sealed class Dialogue
{
    /// <summary>What the prompt holds in place of a turn that could not be transcribed.</summary>
    public const string Inaudible = "[inaudible]";

    /// <summary>What the prompt holds in place of a result that has not come yet; it is no result, and is never spoken.</summary>
    public const string NoResult = "(no result yet)";

    private Dialogue(IReadOnlyList<Turn> turns, string instructions, string last)
    {
        Turns = turns;
        Instructions = instructions;
        LastKind = last;
    }

    public IReadOnlyList<Turn> Turns { get; }

    public string Instructions { get; }

    /// <summary>The results that were not read out yet, each with what the user had asked, oldest first.</summary>
    public IEnumerable<(string User, Called Called)> News =>
        Turns.SelectMany(t => t.Calls.Where(c => c is { Spoken: false, Result: not null }).Select(c => (t.User, c)));

    /// <summary>"user", "tool", "assistant", "inaudible" or "" when nobody has said anything.</summary>
    public string LastKind { get; }

    public static Dialogue Of(IReadOnlyList<ChatMessage> messages, string? instructions)
    {
        var turns = new List<Turn>();
        var system = new List<string>();
        if (!string.IsNullOrWhiteSpace(instructions)) system.Add(instructions);
        var last = "";
        foreach (var message in messages)
        {
            var text = message.Text.Trim();
            if (text == Inaudible) last = "inaudible";
            else if (message.Role == ChatRole.System) { if (text.Length > 0 && text != ResultNotice.Text && !system.Contains(text)) system.Add(text); } // the notice is for models, and no fact to tell
            else if (message.Role == ChatRole.User) { if (text.Length > 0) { turns.Add(new Turn(text, "", [])); last = "user"; } }
            else last = Follow(turns, message, text, last);
        }
        return new Dialogue(turns, string.Join('\n', system), last);
    }

    private static string Follow(List<Turn> turns, ChatMessage message, string text, string last)
    {
        if (turns.Count == 0) turns.Add(new Turn("", "", []));
        foreach (var content in message.Contents)
        {
            if (content is FunctionCallContent call) Add(turns, new Called(call, null, Spoken: false));
            if (content is not FunctionResultContent result) continue;
            last = "tool";
            if (result.Result?.ToString() != NoResult) Take(turns, result);
        }
        if (message.Role != ChatRole.Assistant || text.Length == 0) return last;
        for (var i = 0; i < turns.Count; i++) turns[i] = turns[i] with { Calls = [.. turns[i].Calls.Select(c => c with { Spoken = c.Result is not null })] };
        turns[^1] = turns[^1] with { Assistant = (turns[^1].Assistant + " " + text).Trim() };
        return "assistant";
    }

    private static void Add(List<Turn> turns, Called call) => turns[^1] = turns[^1] with { Calls = [.. turns[^1].Calls, call] };

    // a result may come when the user has already said the next thing
    private static void Take(List<Turn> turns, FunctionResultContent result)
    {
        for (var i = turns.Count - 1; i >= 0; i--)
        {
            if (!turns[i].Calls.Any(c => c.Call.CallId == result.CallId)) continue;
            turns[i] = turns[i] with { Calls = [.. turns[i].Calls.Select(c => c.Call.CallId == result.CallId ? c with { Result = result, Spoken = false } : c)] };
            return;
        }
        Add(turns, new Called(new FunctionCallContent(result.CallId, ""), result, Spoken: false));
    }
}
