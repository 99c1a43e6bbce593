using System.Text.Json.Nodes;

namespace Parley.Dialects;

/// <summary>The functions of the calls that a server has begun: the beta and Yandex do not repeat the name when the arguments are done.</summary>
internal sealed class CallNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Completes <c>response.function_call_arguments.done</c> with what <c>response.output_item.added</c> said.</summary>
    public void Complete(JsonObject serverEvent)
    {
        switch (serverEvent.TextOf("type"))
        {
            case "response.output_item.added" when serverEvent["item"] is JsonObject item && item.TextOf("call_id") is { } callId && item.TextOf("name") is { } name:
                _names[callId] = name;
                break;
            case "response.function_call_arguments.done" when serverEvent.TextOf("call_id") is { } callId && _names.Remove(callId, out var name):
                serverEvent.TryAdd("name", name);
                break;
        }
    }
}
