using Parley.Agents;
using Parley.Protocol;

namespace Parley.Running;

/// <summary>The history, and who is told of it: the server of what we add, the application of every change.</summary>
internal sealed class Chronicle(string idPrefix, Wire wire, IAgentOutput output)
{
    private readonly TalkHistory _history = new();
    private readonly HashSet<string> _unconfirmed = []; // items to be answered that the server has not shown yet
    private readonly RecentIds _truncated = new(); // items of which less was heard than the server has said
    private int _ids;

    public IReadOnlyList<Item> Items => _history.Items;

    public int Count => _history.Count;

    /// <summary>Whether the server has shown every item that an answer is wanted for.</summary>
    public bool IsConfirmed => _unconfirmed.Count == 0;

    public Item? Find(string itemId) => _history.Find(itemId);

    /// <summary>Adds an item, and says it.</summary>
    /// <param name="answer">Whether it is to be answered.</param>
    /// <returns>The item with its id.</returns>
    public Item Say(Item item, bool answer)
    {
        var named = item with { Id = item.Id ?? NewId() };
        if (answer)
        {
            _unconfirmed.Add(named.Id);
        }

        _history.Add(named, after: null);
        output.Emit(new RealtimeHistoryAdded(named));
        wire.Send(new ConversationItemCreate(named));
        return named;
    }

    /// <summary>The oldest items; a call is never parted from its result.</summary>
    public IReadOnlyList<Item> Oldest(int count)
    {
        var items = _history.Items;
        while (items.Skip(count).OfType<FunctionCallOutputItem>().Any(output => items.Take(count).OfType<FunctionCallItem>().Any(call => call.CallId == output.CallId)))
        {
            count++;
        }

        return [.. items.Take(count)];
    }

    /// <summary>The server shows an item.</summary>
    /// <param name="sound">Of the turn that it is, where it is one.</param>
    public void Know(Item shown, string? after, ReadOnlyMemory<byte> sound = default)
    {
        var item = shown.Id is null ? shown with { Id = NewId() } : shown; // some servers leave it out of a call
        _unconfirmed.Remove(item.Id!);
        if (!_history.Add(item, after))
        {
            return;
        }

        if (sound.Length > 0)
        {
            _history.KeepSound(item.Id!, sound);
        }

        output.Emit(new RealtimeHistoryAdded(item));
    }

    /// <summary>An item is whole.</summary>
    public void Update(Item item)
    {
        if (item.Id is not null && !_truncated.Contains(item.Id) && _history.Replace(item))
        {
            Tell();
        }
    }

    /// <summary>Of an agent's item only so much was heard.</summary>
    public void Truncate(string itemId, string heard)
    {
        _truncated.Add(itemId);
        Transcribe(itemId, heard);
    }

    /// <summary>The server has deleted an item.</summary>
    public void Forget(string itemId)
    {
        if (_history.Find(itemId) is not null)
        {
            _history.Remove(itemId);
            Tell();
        }
    }

    /// <summary>Deletes an item, here and at the server.</summary>
    public void Delete(string itemId)
    {
        Remove(itemId);
        Tell();
    }

    /// <summary>Removes what was never finished; a new connection is not told of it.</summary>
    public void RemoveUnfinished(Func<Item, bool> isUnfinished)
    {
        foreach (var item in _history.Items.Where(isUnfinished))
        {
            _history.Remove(item.Id!);
        }

        Tell();
    }

    /// <summary>So much of an agent's item has passed its guardrails, which judge side by side: the longest counts.</summary>
    public void Pass(string itemId, string text)
    {
        if (!_truncated.Contains(itemId) && _history.Find(itemId) is MessageItem message && text.Length > message.Text.Length)
        {
            Transcribe(itemId, text);
        }
    }

    public void Transcribe(string itemId, string transcript)
    {
        _history.Transcribe(itemId, transcript);
        Tell();
    }

    /// <summary>Leaves only these.</summary>
    public void Keep(IEnumerable<Item> items)
    {
        var kept = items.Select(item => item.Id).ToHashSet();
        foreach (var item in _history.Items.Where(item => !kept.Contains(item.Id)))
        {
            Remove(item.Id!);
        }

        Tell();
    }

    /// <summary>Puts a summary in the place of the oldest items.</summary>
    public void Shorten(IReadOnlyList<string> itemIds, string? summary)
    {
        foreach (var itemId in itemIds)
        {
            Remove(itemId);
        }

        if (!string.IsNullOrWhiteSpace(summary))
        {
            var item = new MessageItem(Role.System, [new InputText($"What was said before, in short: {summary}")]) { Id = NewId() };
            _history.AddFirst(item);
            wire.Send(new ConversationItemCreate(item, PreviousItemId: "root"));
        }

        Tell();
    }

    public void LoseLine() => _unconfirmed.Clear();

    /// <summary>Tells a new connection everything.</summary>
    public void Retell()
    {
        foreach (var item in _history.Retold())
        {
            wire.Send(new ConversationItemCreate(item));
        }
    }

    private void Remove(string itemId)
    {
        _history.Remove(itemId);
        wire.Send(new ConversationItemDelete(itemId));
    }

    private void Tell() => output.Emit(new RealtimeHistoryUpdated(_history.Items));

    private string NewId() => $"item_{idPrefix}{++_ids:x4}";
}
