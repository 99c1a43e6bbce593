using Parley.Conversations;
using Parley.Protocol;

namespace Parley.Responding;

/// <summary>What of a conversation a model is given.</summary>
/// <param name="Tokens">Of all that the model reads, instructions and tools too.</param>
/// <param name="Room">Tokens that there is room for, of all that the model reads.</param>
internal sealed record Context(IReadOnlyList<ConversationEntry> Entries, TokenCount Tokens, int Room);

/// <summary>
/// How much of the conversation fits a model. What is too much is dropped from its beginning, and stays dropped: with a
/// retention ratio, several turns then begin alike, and a model's cache of them holds.
/// </summary>
/// <remarks>Neither the instructions go nor the newest turn of the user; a call and its output go together.</remarks>
/// <param name="size">Tokens that the model can hold, its answer included.</param>
internal sealed class ContextWindow(int size)
{
    private const int LongestAnswer = 4096; // the most that a client may ask for

    private readonly HashSet<ConversationEntry> _dropped = [];

    /// <summary>The conversation, as far as it fits.</summary>
    public Context OfConversation(ResponsePlan plan, IReadOnlyList<ConversationEntry> entries)
    {
        _dropped.IntersectWith(entries); // what was deleted is not remembered
        if (plan.Truncation.Type == "disabled")
        {
            _dropped.Clear();
        }

        List<ConversationEntry> remembered = [.. Settled(entries).Where(entry => !_dropped.Contains(entry))];
        var context = Of(plan, remembered);
        if (!plan.IsOutOfBand) // an aside must not shorten what the conversation remembers
        {
            _dropped.UnionWith(remembered.Except(context.Entries));
        }

        return context;
    }

    /// <summary>What a response was given as its input, as far as it fits.</summary>
    public Context OfInput(ResponsePlan plan, IReadOnlyList<ConversationEntry> entries) => Of(plan, [.. Settled(entries)]);

    private Context Of(ResponsePlan plan, List<ConversationEntry> entries)
    {
        var before = TokenEstimate.Of(plan);
        var answer = Math.Min(plan.MaxOutputTokens.Limit ?? LongestAnswer, size / 4);
        var room = Math.Min(size - answer - before.Total, plan.Truncation.PostInstructions ?? int.MaxValue);
        var kept = plan.Truncation.Type != "disabled" && Sum(entries).Total > room
            ? Shortened(entries, (int)(room * (plan.Truncation.RetentionRatio ?? 1)))
            : entries;
        return new(kept, before + Sum(kept), before.Total + room);
    }

    // A reply that is still being given is not said yet.
    private static IEnumerable<ConversationEntry> Settled(IEnumerable<ConversationEntry> entries) => entries.Where(entry => entry.Item.Status != ItemStatus.InProgress);

    private static List<ConversationEntry> Shortened(List<ConversationEntry> entries, int target)
    {
        var newest = NewestTurn(entries);
        var groups = Enumerable.Range(0, entries.Count).ToLookup(i => GroupOf(entries[i].Item));
        var total = Sum(entries).Total;
        HashSet<ConversationEntry> gone = [];
        for (var i = 0; i < newest && total > target; i++)
        {
            var group = groups[GroupOf(entries[i].Item)];
            if (group.First() == i && group.All(each => each < newest))
            {
                total -= Sum(group.Select(each => entries[each])).Total;
                gone.UnionWith(group.Select(each => entries[each]));
            }
        }

        return entries.FindAll(entry => !gone.Contains(entry));
    }

    // From the user's newest words on; without any, the last entry.
    private static int NewestTurn(List<ConversationEntry> entries) =>
        entries.FindLastIndex(entry => entry.Item is MessageItem { Role: Role.User }) is var last and >= 0 ? last : entries.Count - 1;

    private static (bool IsCall, string? Id) GroupOf(Item item) => item switch
    {
        FunctionCallItem call => (true, call.CallId),
        FunctionCallOutputItem output => (true, output.CallId),
        _ => (false, item.Id),
    };

    private static TokenCount Sum(IEnumerable<ConversationEntry> entries) => entries.Select(TokenEstimate.Of).Aggregate(default(TokenCount), static (sum, each) => sum + each);
}
