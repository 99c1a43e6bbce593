using Microsoft.Extensions.AI;

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
            else if (message.Role == ChatRole.System) { if (text.Length > 0 && !system.Contains(text)) system.Add(text); }
            else if (message.Role == ChatRole.User) { if (text.Length > 0) { turns.Add(new Turn(text, "", [])); last = "user"; } }
            else last = Follow(turns, message, text, last);
        }
        return new Dialogue(turns, string.Join('\n', system), last);
    }

    private static string Follow(List<Turn> turns, ChatMessage message, string text, string last)
    {
        if (turns.Count == 0) turns.Add(new Turn("", "", []));
        var turn = turns[^1];
        var calls = turn.Calls.ToList();
        foreach (var content in message.Contents)
        {
            if (content is FunctionCallContent call) calls.Add(new Called(call, null, Spoken: false));
            if (content is not FunctionResultContent result) continue;
            last = "tool";
            if (result.Result?.ToString() == NoResult) continue;
            var at = calls.FindIndex(c => c.Call.CallId == result.CallId);
            if (at >= 0) calls[at] = calls[at] with { Result = result };
            else calls.Add(new Called(new FunctionCallContent(result.CallId, ""), result, Spoken: false));
        }
        if (message.Role == ChatRole.Assistant && text.Length > 0)
        {
            calls = [.. calls.Select(c => c with { Spoken = c.Result is not null })];
            last = "assistant";
        }
        turns[^1] = turn with { Assistant = message.Role == ChatRole.Assistant ? (turn.Assistant + " " + text).Trim() : turn.Assistant, Calls = calls };
        return last;
    }
}
