using Parley.Protocol;

namespace Parley.Running;

/// <summary>What was said and done, in order, as the model knows it: enough to tell it to a new connection.</summary>
internal sealed class TalkHistory
{
    private const long MostSoundBytes = 8 * 1024 * 1024;

    private readonly List<Entry> _entries = [];

    public IReadOnlyList<Item> Items => [.. _entries.Select(entry => entry.Item)];

    public int Count => _entries.Count;

    public Item? Find(string itemId) => Known(itemId)?.Item;

    /// <summary>Adds an item that we say, or one that the server tells of.</summary>
    /// <returns>Whether it was not known.</returns>
    public bool Add(Item item, string? after)
    {
        if (Known(item.Id!) is { } known)
        {
            known.Item = Merged(known.Item, item);
            return false;
        }

        var place = after is null ? -1 : _entries.FindIndex(entry => entry.Item.Id == after);
        _entries.Insert(place < 0 ? _entries.Count : place + 1, new(item));
        return true;
    }

    public void AddFirst(Item item) => _entries.Insert(0, new(item));

    public bool Replace(Item item)
    {
        if (Known(item.Id!) is not { } known)
        {
            return false;
        }

        known.Item = Merged(known.Item, item);
        return true;
    }

    public void Remove(string itemId) => _entries.RemoveAll(entry => entry.Item.Id == itemId);

    /// <summary>The words of a person, or of an agent, as far as they are known.</summary>
    public void Transcribe(string itemId, string transcript)
    {
        if (Known(itemId) is { Item: MessageItem message } entry)
        {
            entry.Item = message with { Status = ItemStatus.Completed, Content = [message.Role == Role.User ? new InputAudio(transcript) : new OutputAudio(transcript)] };
            entry.Sound = default; // the words say it
        }
    }

    /// <summary>Keeps a turn's sound until its words are known.</summary>
    public void KeepSound(string itemId, ReadOnlyMemory<byte> pcm)
    {
        if (Known(itemId) is { } entry)
        {
            entry.Sound = pcm;
            while (_entries.Sum(each => (long)each.Sound.Length) > MostSoundBytes)
            {
                _entries.First(each => each.Sound.Length > 0).Sound = default; // the oldest is told no more
            }
        }
    }

    /// <summary>What a new connection is told of all this. Items that never came to an end, and those that only a server can make, are left out.</summary>
    public IEnumerable<Item> Retold() => _entries.Select(Retold).OfType<Item>();

    private static Item? Retold(Entry entry) => entry.Item switch
    {
        MessageItem { Role: Role.User } message when message.Text is { Length: > 0 } text => message with { Status = null, Object = null, Content = [.. Images(message), new InputText(text)] },
        MessageItem { Role: Role.User } message when entry.Sound.Length > 0 => message with { Status = null, Object = null, Content = [new InputAudio { Audio = entry.Sound }] },
        MessageItem { Role: Role.Assistant } message when message.Text is { Length: > 0 } text => message with { Status = null, Object = null, Content = [new OutputText(text)] },
        MessageItem { Role: Role.System } message => message with { Status = null, Object = null },
        FunctionCallItem { CallId: not null } call => call with { Status = null, Object = null },
        FunctionCallOutputItem output => output with { Status = null, Object = null },
        _ => null,
    };

    // a later telling of an item may know less of its words than we have heard
    private static Item Merged(Item known, Item told) => (known, told) switch
    {
        (MessageItem old, MessageItem next) when next.Text.Length == 0 && old.Text.Length > 0 => next with { Content = old.Content },
        _ => told,
    };

    private static IEnumerable<ContentPart> Images(MessageItem message) => message.Content.OfType<InputImage>();

    private Entry? Known(string itemId) => _entries.Find(entry => entry.Item.Id == itemId);

    private sealed class Entry(Item item)
    {
        public Item Item { get; set; } = item;

        public ReadOnlyMemory<byte> Sound { get; set; }
    }
}
