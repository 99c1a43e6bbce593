using Parley.Protocol;
using Parley.Realtime;

namespace Parley.Conversations;

/// <summary>The items in their order. Says what changed; tells nobody.</summary>
/// <param name="audioLimit">Bytes of item sound that are kept for <c>conversation.item.retrieve</c>; the oldest go first.</param>
/// <param name="characterLimit">Characters of text and images that clients may put into it.</param>
public sealed class Conversation(string id, int audioLimit, long characterLimit)
{
    /// <summary>Stands for the place before the first item.</summary>
    public const string Root = "root";

    private const int HiddenCalls = 32; // what the server has looked up is remembered for so long, and no client can delete it

    private readonly List<ConversationEntry> _entries = [];

    public string Id => id;

    public IReadOnlyList<ConversationEntry> Entries => _entries;

    public string? LastItemId => _entries.FindLast(entry => !entry.IsHidden)?.Id;

    public ConversationEntry? Find(string itemId) => _entries.Find(entry => entry.Id == itemId && !entry.IsHidden);

    /// <summary>Whether the entry is still part of the conversation.</summary>
    public bool Holds(ConversationEntry entry) => _entries.Contains(entry);

    /// <summary>The id of the item before, as events show it; null for the first.</summary>
    public string? Previous(ConversationEntry entry)
    {
        var index = _entries.IndexOf(entry);
        return index < 0 ? null : _entries.FindLastIndex(index, index + 1, each => each != entry && !each.IsHidden) is var before and >= 0 ? _entries[before].Id : null;
    }

    /// <summary>Bytes of sound that may be kept.</summary>
    public int AudioLimit => audioLimit;

    /// <exception cref="InvalidRequestException">A client's item would make the conversation larger than it may be.</exception>
    public void RequireRoom(Item item)
    {
        if (_entries.Sum(entry => entry.Characters) + new ConversationEntry(item).Characters > characterLimit)
        {
            throw new InvalidRequestException(
                "conversation_too_large", $"Error creating item: a conversation may hold at most {characterLimit} characters of text and images. Delete items first.", "item");
        }
    }

    /// <exception cref="InvalidRequestException">A client's item is the output of a call that nobody made.</exception>
    public void RequireCall(Item item)
    {
        if (item is FunctionCallOutputItem(var callId, _) && !_entries.Exists(entry => entry.Item is FunctionCallItem call && call.CallId == callId))
        {
            throw new InvalidRequestException("invalid_tool_call_id", $"Tool call ID '{callId}' not found in conversation."); // as the service words it
        }
    }

    /// <summary>Adds an item that has its id.</summary>
    /// <param name="previousItemId">Null or empty: at the end. <c>root</c>: first. Else after that item.</param>
    /// <exception cref="InvalidRequestException">The id is taken, or there is no such previous item; nothing was added.</exception>
    public ConversationEntry Add(Item item, string? previousItemId = null)
    {
        if (Find(item.Id!) is not null)
        {
            throw Duplicate(item.Id!);
        }

        var entry = new ConversationEntry(item);
        _entries.Insert(IndexAfter(previousItemId), entry);
        return entry;
    }

    /// <summary>Adds a call that only the model shall know of, with its result; the oldest of too many goes.</summary>
    /// <param name="previousItemId">After this item and the calls that follow it.</param>
    public void Remember(Ids ids, string name, string arguments, string result, string? previousItemId)
    {
        var callId = ids.Call();
        var call = new FunctionCallItem(name, callId, arguments) { Id = ids.Item(), Status = ItemStatus.Completed };
        var output = new FunctionCallOutputItem(callId, result) { Id = ids.Item() };
        var at = IndexAfter(Find(previousItemId ?? "") is null && previousItemId != Root ? null : previousItemId);
        _entries.InsertRange(at, [new(call) { IsHidden = true }, new(output) { IsHidden = true }]);
        if (_entries.Count(entry => entry.IsHidden) > 2 * HiddenCalls)
        {
            _entries.RemoveRange(_entries.FindIndex(entry => entry.IsHidden), 2);
        }
    }

    /// <exception cref="InvalidRequestException">There is no such item.</exception>
    public ConversationEntry Retrieve(string itemId) => Find(itemId)
        ?? throw new InvalidRequestException("item_retrieve_invalid_item_id", $"Error retrieving item: the item with id '{itemId}' does not exist.");

    /// <returns>The entry, which is no longer part of the conversation.</returns>
    /// <exception cref="InvalidRequestException">There is no such item.</exception>
    public ConversationEntry Delete(string itemId)
    {
        var entry = Find(itemId)
            ?? throw new InvalidRequestException("item_delete_invalid_item_id", $"Error deleting item: the item with id '{itemId}' does not exist.");
        _entries.Remove(entry);
        entry.Sound.Clear();
        return entry;
    }

    /// <summary>The spoken reply that a client wants to cut.</summary>
    /// <exception cref="InvalidRequestException">There is no such item, or it is no spoken reply.</exception>
    public ConversationEntry Spoken(string itemId)
    {
        var entry = Find(itemId) ?? throw new InvalidRequestException("item_truncate_invalid_item_id", $"Item with item_id not found: {itemId}");
        return entry.Heard is not null ? entry : throw new InvalidRequestException(null, "Only model output audio messages can be truncated");
    }

    /// <summary>Keeps an item's sound, and lets go of the oldest that no longer fits; sound that never fits is not kept.</summary>
    public void Keep(ConversationEntry entry, Tape sound, AudioFormat format)
    {
        entry.Keep(sound, format);
        if (sound.Length > audioLimit || !Holds(entry)) // clients delete what they like
        {
            sound.Clear();
        }

        var kept = _entries.Sum(each => (long)each.Sound.Length);
        for (var i = 0; kept > audioLimit; i++)
        {
            if (_entries[i] != entry)
            {
                kept -= _entries[i].Sound.Length;
                _entries[i].Sound.Clear();
            }
        }
    }

    /// <summary>Lets go of all sound.</summary>
    public void ForgetSound() => _entries.ForEach(entry => entry.Sound.Clear());

    internal static InvalidRequestException Duplicate(string itemId) => new(
        "item_create_duplicate_item_id", $"Error creating item: an item with id '{itemId}' already exists. Delete it first, or choose another id.", "item.id");

    private int IndexAfter(string? previousItemId)
    {
        if (string.IsNullOrEmpty(previousItemId))
        {
            return _entries.Count;
        }

        var index = previousItemId == Root && Find(Root) is null ? -1 : _entries.FindIndex(entry => entry.Id == previousItemId && !entry.IsHidden);
        if (index < 0 && previousItemId != Root)
        {
            throw new InvalidRequestException(
                "invalid_value", $"Error creating item: the previous item with id '{previousItemId}' does not exist.", "previous_item_id");
        }

        do
        {
            index++;
        }
        while (index < _entries.Count && _entries[index].IsHidden); // they belong to what stands before them
        return index;
    }
}
