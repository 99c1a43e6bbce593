using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

/// <summary>Decides on the reply to a list of messages: a pure function of messages, options and the time.</summary>
internal static class Mind
{
    public static Reply Reply(IReadOnlyList<ChatMessage> messages, ChatOptions? options, DateTime now)
    {
        var dialogue = Dialogue.Of(messages, options?.Instructions);
        var declared = options?.Tools?.OfType<AIFunctionDeclaration>().ToList() ?? [];
        var instructions = new Instructions(dialogue.Instructions, [.. declared.Select(t => t.Name)]);
        var sheets = declared.ConvertAll(t => new ToolSheet(t, instructions.Topics.TryGetValue(t.Name, out var topics) ? topics : []));
        var tongue = instructions.Tongue ?? Spoken(dialogue);
        var chatter = new Chatter(dialogue, instructions, sheets, tongue, now);
        var planner = new Planner(new ToolChooser(sheets), now);
        var mayCall = sheets.Count > 0 && options?.ToolMode is not NoneChatToolMode;
        var reply = dialogue.LastKind switch
        {
            "inaudible" => Rules.Reply.Say(chatter.Inaudible()),
            "tool" => Rules.Reply.Say(Results(dialogue, mayCall ? planner : null, tongue, instructions.ReadsBack, now)),
            _ when mayCall && options?.ToolMode is RequiredChatToolMode required => Rules.Reply.Call(Required(planner, dialogue, required)),
            "user" => After(Read(dialogue, tongue, now), Answer(dialogue, mayCall ? planner : null, chatter)),
            _ => Rules.Reply.Say(chatter.Open()),
        };
        return instructions.Brief && reply.Text.Length > 0 && !Told(dialogue) ? Rules.Reply.Say(Short(reply.Text)) : reply;
    }

    private static Reply Answer(Dialogue dialogue, Planner? planner, Chatter chatter)
    {
        var plan = planner?.ForLast(dialogue.Turns) ?? Plan.Nothing;
        var said = dialogue.Turns[^1].User;
        return plan.Calls.Count > 0 ? Rules.Reply.Call(plan.Calls)
            : plan.Pending is { } pending ? Rules.Reply.Say(pending.Question)
            : plan.Dropped ? Rules.Reply.Say(chatter.Dropped())
            : chatter.Known(said) is { } known ? Rules.Reply.Say(known)
            : planner?.Search(said) is { } search ? Rules.Reply.Call([search])
            : Rules.Reply.Say(chatter.Answer(said));
    }

    // what the words ask for anyway comes first; a call that must be made is made of what there is
    private static List<PlannedCall> Required(Planner planner, Dialogue dialogue, RequiredChatToolMode mode)
    {
        var wanted = planner.ForLast(dialogue.Turns).Calls.Where(c => mode.RequiredFunctionName is null || c.Tool.Name == mode.RequiredFunctionName).ToList();
        return wanted.Count > 0 ? wanted : [planner.Forced(dialogue.Turns, mode.RequiredFunctionName)];
    }

    private static string Results(Dialogue dialogue, Planner? planner, Tongue tongue, bool readsBack, DateTime now)
    {
        var turn = dialogue.Turns[^1];
        var said = Read(dialogue, tongue, now);
        if (said.Count == 0 && turn.Calls.Any(c => c.Result is null)) said.Add(tongue == Tongue.Russian ? "Секунду, я ещё выясняю." : "One moment, I am still finding that out.");
        if (readsBack && ReadBack.Code(Utterance.Of(turn.User), tongue) is { } code && !said.Exists(s => s.Contains(code.Split(" is ")[^1].TrimEnd('.')))) said.Insert(0, code);
        if (planner?.ForLast(dialogue.Turns).Pending is { } pending) said.Add(pending.Question);
        return string.Join(' ', said);
    }

    private static List<string> Read(Dialogue dialogue, Tongue tongue, DateTime now) =>
        [.. dialogue.News.Select(n => new ResultSentence(tongue, now, n.User).Of(n.Called.Call.Name, n.Called.Result!.Result, n.Called.Result.Exception)).Distinct(StringComparer.Ordinal)];

    // a result that came while the user went on talking is told before what they said is answered
    private static Reply After(List<string> news, Reply answer) =>
        news.Count == 0 || answer.Calls.Count > 0 ? answer : Rules.Reply.Say(string.Join(' ', [.. news, answer.Text]));

    private static Tongue Spoken(Dialogue dialogue) =>
        dialogue.Turns.Select(t => t.User).LastOrDefault(u => u.Any(char.IsLetter)) is { } said ? Utterance.Of(said).Tongue : Utterance.Of(dialogue.Instructions).Tongue;

    // a story or a count that was asked for is not cut
    private static bool Told(Dialogue dialogue) =>
        dialogue.LastKind != "user" || SmallTalk.Of(Utterance.Of(dialogue.Turns[^1].User)) is Talk.Story or Talk.Joke or Talk.Count or Talk.Repeat;

    // "Hello!" alone would be curt
    private static string Short(string text) =>
        Sentences.Of(text) is [{ Length: <= 8 } greeting, var next, ..] ? $"{greeting} {next}" : Sentences.First(text);
}
