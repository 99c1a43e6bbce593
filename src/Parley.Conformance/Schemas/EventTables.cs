using static Parley.Schemas.SharedTables;
using static Parley.Schemas.Shapes;

namespace Parley.Schemas;

/// <summary>The events that all dialects have, under these names.</summary>
internal static class EventTables
{
    private static readonly (string, Shape)[] Item = [("response_id", Identifier), ("item_id", Identifier), ("output_index", Whole)];

    private static readonly (string, Shape)[] Content = [.. Item, ("content_index", Whole)];

    private static readonly Fields Spoken = new(("item_id", Identifier), ("content_index", Whole));

    /// <param name="item">An item in most events.</param>
    /// <param name="retrieved">An item with its sound.</param>
    /// <param name="response">Without its <c>usage</c>, which differs between beginning and end.</param>
    /// <param name="part">A content part while it streams.</param>
    public static Dictionary<string, Fields> Common(Shape item, Shape retrieved, Fields response, Shape part) => new()
    {
        ["error"] = new(("error", new Fields(
            ("type", Identifier), ("code", Text.OrNull), ("message", Identifier), ("param", Text.OrNull), ("event_id", Text.OrNull)))),
        ["rate_limits.updated"] = new(("rate_limits", new ListOf(new Fields(
            ("name", Word("requests", "tokens")), ("limit", Whole), ("remaining", Whole), ("reset_seconds", Number))))),
        ["input_audio_buffer.committed"] = new(("previous_item_id", Identifier.OrNull), ("item_id", Identifier)),
        ["input_audio_buffer.cleared"] = new(),
        ["input_audio_buffer.speech_started"] = new(("audio_start_ms", Whole), ("item_id", Identifier)),
        ["input_audio_buffer.speech_stopped"] = new(("audio_end_ms", Whole), ("item_id", Identifier)),
        ["conversation.item.retrieved"] = new(("item", retrieved)),
        ["conversation.item.deleted"] = new(("item_id", Identifier)),
        ["conversation.item.truncated"] = new(("item_id", Identifier), ("content_index", Whole), ("audio_end_ms", Whole)),
        ["conversation.item.input_audio_transcription.delta"] = new(("item_id", Identifier), ("content_index?", Whole), ("delta", Text), ("logprobs?", Logprobs)),
        ["conversation.item.input_audio_transcription.completed"] = Spoken.With(
            ("transcript", Text), ("usage", TranscriptionUsage), ("logprobs?", Logprobs), ("languages?", new ListOf(new Fields(("code", Text))))),
        ["conversation.item.input_audio_transcription.failed"] = Spoken.With(("error", new Fields(
            ("type", Identifier), ("code?", Text.OrNull), ("message", Identifier), ("param?", Text.OrNull)))),
        ["response.created"] = new(("response", response.With(("usage", Null)))),
        ["response.done"] = new(("response", response.With(("usage", Usage)))),
        ["response.output_item.added"] = new(("response_id", Identifier), ("output_index", Whole), ("item", item)),
        ["response.output_item.done"] = new(("response_id", Identifier), ("output_index", Whole), ("item", item)),
        ["response.content_part.added"] = new([.. Content, ("part", part)]),
        ["response.content_part.done"] = new([.. Content, ("part", part)]),
        ["response.function_call_arguments.delta"] = new([.. Item, ("call_id", Identifier), ("delta", Text)]),
        ["response.function_call_arguments.done"] = new([.. Item, ("call_id", Identifier), ("arguments", Text)]),
    };

    /// <summary>Adds the streams of text and sound under a dialect's names.</summary>
    public static void AddStreams(this Dictionary<string, Fields> table, string text, string sound, string words)
    {
        table[$"{text}.delta"] = new([.. Content, ("delta", Text)]);
        table[$"{text}.done"] = new([.. Content, ("text", Text)]);
        table[$"{sound}.delta"] = new([.. Content, ("delta", Base64Sound)]);
        table[$"{sound}.done"] = new(Content);
        table[$"{words}.delta"] = new([.. Content, ("delta", Text)]);
        table[$"{words}.done"] = new([.. Content, ("transcript", Text)]);
    }

    /// <summary>Adds what came with GA: items in two events, idle timeouts, MCP.</summary>
    public static void AddGa(this Dictionary<string, Fields> table, Shape item)
    {
        var named = new Fields(("item_id", Identifier));
        var call = named.With(("output_index", Whole));
        table["conversation.item.added"] = table["conversation.item.done"] = new(("previous_item_id", Identifier.OrNull), ("item", item));
        table["input_audio_buffer.timeout_triggered"] = named.With(("audio_start_ms", Whole), ("audio_end_ms", Whole));
        table["conversation.item.input_audio_transcription.segment"] = Spoken.With(("text", Text), ("id", Identifier), ("speaker", Text), ("start", Number), ("end", Number));
        table["response.mcp_call_arguments.delta"] = new([.. Item, ("delta", Text), ("obfuscation", Text.OrNull)]);
        table["response.mcp_call_arguments.done"] = new([.. Item, ("arguments", Text)]);
        table["response.mcp_call.in_progress"] = table["response.mcp_call.completed"] = table["response.mcp_call.failed"] = call;
        table["mcp_list_tools.in_progress"] = table["mcp_list_tools.completed"] = table["mcp_list_tools.failed"] = named;
    }
}
