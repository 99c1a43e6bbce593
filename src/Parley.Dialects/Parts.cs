using System.Text.Json.Nodes;

namespace Parley.Dialects;

/// <summary>The parts of messages: the beta's short names, and its references to items as parts.</summary>
internal static class Parts
{
    private static readonly NameTable OfAssistant = new([("text", "output_text"), ("audio", "output_audio")]);
    private static readonly NameTable OfOthers = new([("text", "input_text"), ("audio", "input_audio")]);

    /// <summary>Reads short part names as GA's long ones.</summary>
    public static void ToGa(JsonObject item) => Rename(item, item.TextOf("role") == "assistant" ? OfAssistant.ToGa : OfOthers.ToGa);

    /// <summary>Writes the assistant's parts with their short names.</summary>
    public static void FromGa(JsonObject item)
    {
        if (item.TextOf("role") == "assistant")
        {
            Rename(item, OfAssistant.FromGa);
        }
    }

    /// <summary>Reads the long names, which Yandex documents, as the short ones of a streamed part.</summary>
    public static void Shorten(JsonObject part)
    {
        if (part.TextOf("type") is { } type)
        {
            part["type"] = OfAssistant.FromGa(type);
        }
    }

    /// <summary>Takes messages that hold nothing but references for the references themselves.</summary>
    public static void LiftReferences(JsonArray items)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (items[i] is not JsonObject message || message["content"] is not JsonArray { Count: > 0 } content || !content.All(IsReference))
            {
                continue;
            }

            items.RemoveAt(i);
            foreach (var reference in content.Reverse().ToArray())
            {
                content.Remove(reference);
                items.Insert(i, reference);
            }
        }
    }

    /// <summary>Writes references as parts of a message, the only place that the beta has for them.</summary>
    public static void WrapReferences(JsonArray items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (IsReference(items[i]))
            {
                var reference = items[i];
                items[i] = null;
                items[i] = new JsonObject { ["type"] = "message", ["role"] = "user", ["content"] = new JsonArray(reference) };
            }
        }
    }

    private static bool IsReference(JsonNode? node) => node is JsonObject part && part.TextOf("type") == "item_reference";

    private static void Rename(JsonObject item, Func<string, string> name)
    {
        foreach (var part in item["content"] is JsonArray content ? content.OfType<JsonObject>() : [])
        {
            if (part.TextOf("type") is { } type)
            {
                part["type"] = name(type);
            }
        }
    }
}
