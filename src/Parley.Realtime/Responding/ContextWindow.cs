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

        var context = Of(plan, [.. entries.Where(entry => !_dropped.Contains(entry))]);
        if (!plan.IsOutOfBand) // an aside must not shorten what the conversation remembers
        {
            _dropped.UnionWith(entries.Except(context.Entries));
        }

        return context;
    }

    /// <summary>What a response was given as its input, as far as it fits.</summary>
    public Context Of(ResponsePlan plan, IReadOnlyList<ConversationEntry> entries)
    {
        var before = TokenEstimate.Of(plan);
        var answer = Math.Min(plan.MaxOutputTokens.Limit ?? LongestAnswer, size / 4);
        var room = Math.Min(size - answer - before.Total, plan.Truncation.PostInstructions ?? int.MaxValue);
        var kept = plan.Truncation.Type != "disabled" && Sum(entries).Total > room
            ? Shortened(entries, (int)(room * (plan.Truncation.RetentionRatio ?? 1)))
            : entries;
        return new(kept, before + Sum(kept), before.Total + room);
    }

    private static List<ConversationEntry> Shortened(IReadOnlyList<ConversationEntry> entries, int target)
    {
        List<ConversationEntry> kept = [.. entries];
        var total = Sum(entries).Total;
        var newest = NewestTurn(entries);
        for (var i = 0; i < newest && total > target; i++)
        {
            var group = Group(entries, i);
            if (kept.Contains(entries[i]) && group.TrueForAll(each => each < newest))
            {
                total -= Sum(group.Select(each => entries[each])).Total;
                kept.RemoveAll(entry => group.Exists(each => entries[each] == entry));
            }
        }

        return kept;
    }

    // From the user's newest words on; without any, the last entry.
    private static int NewestTurn(IReadOnlyList<ConversationEntry> entries)
    {
        var last = entries.Count - 1;
        for (var i = last; i >= 0; i--)
        {
            if (entries[i].Item is MessageItem { Role: Role.User })
            {
                return i;
            }
        }

        return last;
    }

    private static List<int> Group(IReadOnlyList<ConversationEntry> entries, int index) => CallOf(entries[index].Item) is { } callId
        ? [.. Enumerable.Range(0, entries.Count).Where(each => CallOf(entries[each].Item) == callId)]
        : [index];

    private static string? CallOf(Item item) => item switch
    {
        FunctionCallItem call => call.CallId,
        FunctionCallOutputItem output => output.CallId,
        _ => null,
    };

    private static TokenCount Sum(IEnumerable<ConversationEntry> entries) => entries.Select(TokenEstimate.Of).Aggregate(default(TokenCount), static (sum, each) => sum + each);
}
