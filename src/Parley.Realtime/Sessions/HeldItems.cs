using Parley.Protocol;
using Parley.Responding;

namespace Parley.Sessions;

/// <summary>Items that clients add before the response that called for them is done: they come after it, in their order.</summary>
/// <param name="limit">So many may wait.</param>
internal sealed class HeldItems(int limit)
{
    private readonly Queue<ConversationItemCreate> _items = [];

    /// <summary>Keeps an item back if it came too early.</summary>
    /// <exception cref="InvalidRequestException">Too many wait already.</exception>
    public bool Take(ConversationItemCreate create, Response? active)
    {
        if (active is not { HasCalled: true })
        {
            return false;
        }

        if (_items.Count >= limit)
        {
            throw new InvalidRequestException("too_many_items", $"At most {limit} items wait for a response to be done. Wait for response.done.", "item");
        }

        _items.Enqueue(create);
        return true;
    }

    public ConversationItemCreate? Next() => _items.TryDequeue(out var create) ? create : null;
}
