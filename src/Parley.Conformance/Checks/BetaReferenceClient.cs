using System.Text.Json.Nodes;
using Parley.Dialogues;

namespace Parley.Checks;

/// <summary>Follows a conversation as strictly as the reference client of the beta: what an event names must be known by then.</summary>
internal sealed class BetaReferenceClient
{
    private readonly Dictionary<string, JsonObject> _items = [];
    private readonly Dictionary<string, List<string>> _responses = [];

    /// <summary>Calls that are complete: name and arguments by call id.</summary>
    public Dictionary<string, (string Name, string Arguments)> Calls { get; } = [];

    /// <summary>What an assistant's item says, with its transcript.</summary>
    public string TextOf(string itemId) => string.Concat(Item(itemId)["content"]!.AsArray().Select(part => $"{part!["text"]}{part["transcript"]}"));

    /// <exception cref="CheckFailedException">The event is about something that was not announced.</exception>
    public void Take(Heard heard)
    {
        heard.Text("event_id");
        switch (heard.Text("type"))
        {
            case "conversation.item.created": Create(heard["item"]!.AsObject()); break;
            case "conversation.item.deleted": Expect.That(_items.Remove(heard.Text("item_id")), $"deleted: the item {heard.Text("item_id")} is not known"); break;
            case "conversation.item.truncated": Item(heard.Text("item_id")); break;
            case "response.created": _responses.Add(heard.Text("response.id"), []); break;
            case "response.output_item.added": Response(heard).Add(heard.Text("item.id")); break;
            case "response.output_item.done": Finish(heard); break;
            case "response.content_part.added": Parts(heard).Add(heard["part"]!.DeepClone()); break;
            case "response.text.delta": Grow(Part(heard), "text", heard); break;
            case "response.audio_transcript.delta": Grow(Part(heard), "transcript", heard); break;
            case "response.audio.delta": Part(heard); break;
            case "response.function_call_arguments.delta": Grow(Item(heard.Text("item_id")), "arguments", heard); break;
        }
    }

    private void Create(JsonObject item)
    {
        var id = item["id"]!.ToString();
        Expect.That(_items.TryAdd(id, item.DeepClone().AsObject()), $"conversation.item.created came twice for {id}");
        Expect.That(item["type"]?.ToString() != "function_call" || item["arguments"]?.ToString() == "", "a new function_call has no empty 'arguments'");
    }

    private void Finish(Heard heard)
    {
        var item = Item(heard.Text("item.id"));
        item["status"] = heard.Text("item.status");
        if (heard.Text("item.type") == "function_call")
        {
            Expect.Same(heard.Text("item.arguments"), item["arguments"]?.ToString(), "the arguments that grew from deltas");
            Calls.Add(heard.Text("item.call_id"), (heard.Text("item.name"), heard.Text("item.arguments")));
        }
    }

    private JsonObject Item(string id) => _items.GetValueOrDefault(id) ?? throw new CheckFailedException($"an event names the item {id} before conversation.item.created");

    private List<string> Response(Heard heard) =>
        _responses.GetValueOrDefault(heard.Text("response_id")) ?? throw new CheckFailedException($"{heard.Kind} names the response {heard.Text("response_id")} before response.created");

    private JsonArray Parts(Heard heard) => Item(heard.Text("item_id"))["content"] as JsonArray ?? throw new CheckFailedException($"{heard.Kind}: the item has no content to add to");

    private JsonObject Part(Heard heard)
    {
        Expect.That(Response(heard).Contains(heard.Text("item_id")), $"{heard.Kind} names an item before response.output_item.added");
        return Parts(heard).ElementAtOrDefault((int)heard.Number("content_index")) as JsonObject ?? throw new CheckFailedException($"{heard.Kind} names a part before response.content_part.added");
    }

    private static void Grow(JsonObject holder, string name, Heard heard)
    {
        Expect.That(holder[name] is JsonValue, $"{heard.Kind}: '{name}' is no string to append to");
        holder[name] = holder[name]!.ToString() + heard.Text("delta");
    }
}
