using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace Parley.Limit;

/// <summary>What one client is told: events, each after those before it, and the ids that they give to things.</summary>
internal sealed class Outgoing(WebSocket socket)
{
    private long _ids;
    private long _events;
    private string _lastItem = "null";

    /// <summary>Done when all that was said has been taken.</summary>
    public Task Sent { get; private set; } = Task.CompletedTask;

    public long NextEvent() => ++_events;

    public string NextId(string prefix) => $"{prefix}_{++_ids:D21}";

    /// <summary>Puts an item at the end of the conversation.</summary>
    /// <returns>The id of the one before it, as JSON.</returns>
    public string Place(string id)
    {
        var previous = _lastItem;
        _lastItem = $"\"{id}\"";
        return previous;
    }

    /// <param name="text">What the event has besides its type and id.</param>
    public void Say(string type, [InterpolatedStringHandlerArgument("", nameof(type))] ref EventText text)
    {
        text.Close();
        Sent = Sent.IsCompletedSuccessfully ? SendAsync(text.Buffer, text.Length) : SendAfterAsync(Sent, text.Buffer, text.Length);
    }

    /// <summary>Says that an item is there, and all of it.</summary>
    public void SayItem(string previous, string item)
    {
        Say("conversation.item.added", $$""","previous_item_id":{{previous}},"item":{{item}}""");
        Say("conversation.item.done", $$""","previous_item_id":{{previous}},"item":{{item}}""");
    }

    private async Task SendAfterAsync(Task earlier, byte[] buffer, int length)
    {
        await earlier;
        await SendAsync(buffer, length);
    }

    private async Task SendAsync(byte[] buffer, int length)
    {
        await socket.SendAsync(buffer.AsMemory(0, length), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
