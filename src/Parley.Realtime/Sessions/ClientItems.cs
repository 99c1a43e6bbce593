using Parley.Conversations;
using Parley.Protocol;
using Parley.Realtime;

namespace Parley.Sessions;

/// <summary>What a client does to the conversation's items: announced to it as it happens.</summary>
internal sealed class ClientItems(Conversation conversation, Ids ids, SessionPolicy policy, Approvals approvals, SessionWriter writer)
{
    /// <param name="format">What the item's sound, if it has any, is in.</param>
    /// <param name="speech">Sound whose words nobody has said yet; empty where there is none.</param>
    /// <exception cref="InvalidRequestException">No client may add such an item, its id is taken, it is too large, it answers no call, or there is no such previous item.</exception>
    public ConversationEntry Add(ConversationItemCreate create, AudioFormat format, out ReadOnlyMemory<byte> speech)
    {
        var added = NewItem.From(create.Item, ids);
        if (format.MsOf(added.Audio.Length) > policy.LongestUtterance.TotalMilliseconds)
        {
            throw InvalidRequestException.InvalidValue("item.content", $"The audio is longer than {policy.LongestUtterance.TotalMinutes} minutes, the longest utterance.");
        }

        if (added.Item is McpApprovalResponseItem answer)
        {
            approvals.Check(answer);
        }

        conversation.RequireRoom(added.Item);
        conversation.RequireCall(added.Item);
        var entry = conversation.Add(added.Item, create.PreviousItemId);
        if (added.Audio.Length > 0)
        {
            conversation.Keep(entry, Tape.Of(added.Audio.Span), format);
        }

        speech = added.NeedsTranscript ? added.Audio : default;
        if (added.NeedsTranscript)
        {
            entry.AwaitsTranscriptOf(ids.Item()); // an id of its own: the item's may have been another item's before
        }

        Announce(entry);
        if (added.Item is McpApprovalResponseItem given)
        {
            approvals.Answer(given);
        }

        return entry;
    }

    /// <summary>Adds the item of speech that was committed.</summary>
    public ConversationEntry Commit(string itemId, Tape sound, AudioFormat format)
    {
        writer.Emit(new InputAudioBufferCommitted(conversation.LastItemId, itemId));
        var entry = conversation.Add(new MessageItem(Role.User, [new InputAudio()]) { Id = itemId, Status = ItemStatus.Completed });
        conversation.Keep(entry, sound, format);
        Announce(entry);
        return entry;
    }

    /// <exception cref="InvalidRequestException">There is no such item.</exception>
    public void Retrieve(string itemId)
    {
        var entry = conversation.Retrieve(itemId);
        var item = entry.Item is MessageItem message && entry.Sound.Length > 0
            ? WithAudio(message, entry.Sound.ToArray())
            : entry.Item;
        writer.Emit(new ConversationItemRetrieved(item));
    }

    /// <summary>Forgets what a listener did not hear. A point beyond the end is a mistake, and means the end.</summary>
    /// <exception cref="InvalidRequestException">There is no such item, it is no spoken reply, or the point is none.</exception>
    public void Truncate(ConversationItemTruncate truncate)
    {
        var entry = conversation.Spoken(truncate.ItemId);
        if (truncate.ContentIndex != 0)
        {
            throw InvalidRequestException.OutOfRange("content_index", $"{truncate.ContentIndex}", "0");
        }

        if (truncate.AudioEndMs < 0)
        {
            throw InvalidRequestException.OutOfRange("audio_end_ms", $"{truncate.AudioEndMs}", "0 or more");
        }

        var duration = entry.Heard!.DurationMs;
        var end = Math.Min(truncate.AudioEndMs, duration);
        if (truncate.AudioEndMs > duration)
        {
            writer.Emit(new ErrorEvent(new(ErrorDetails.InvalidRequest, "invalid_value", $"Audio content of {duration}ms is already shorter than {truncate.AudioEndMs}ms")));
        }

        entry.CutAt(end);
        writer.Emit(new ConversationItemTruncated(entry.Id, 0, end));
    }

    /// <exception cref="InvalidRequestException">There is no such item.</exception>
    public void Delete(string itemId)
    {
        conversation.Delete(itemId).Settle(null); // what waits for its words waits in vain
        writer.Emit(new ConversationItemDeleted(itemId));
    }

    private void Announce(ConversationEntry entry)
    {
        var previous = conversation.Previous(entry);
        writer.Emit(new ConversationItemAdded(previous, entry.Item));
        writer.Emit(new ConversationItemDone(previous, entry.Item));
    }

    private static MessageItem WithAudio(MessageItem message, byte[] audio) => message with
    {
        Content = [.. message.Content.Select(part => part switch
        {
            InputAudio speech => speech with { Audio = audio },
            OutputAudio speech => speech with { Audio = audio },
            _ => part,
        })],
    };
}
