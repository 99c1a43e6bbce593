using System.Text.Json.Nodes;

namespace Parley.Dialogues;

/// <summary>Makes what a client says.</summary>
internal static class Message
{
    public static JsonObject Of(string type, string? eventId, params (string Name, JsonNode Value)[] members)
    {
        var json = new JsonObject { ["type"] = type };
        if (eventId is not null)
        {
            json["event_id"] = eventId;
        }

        foreach (var (name, value) in members)
        {
            json[name] = value;
        }

        return json;
    }
}
