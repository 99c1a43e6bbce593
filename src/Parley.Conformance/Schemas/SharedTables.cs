using static Parley.Schemas.Shapes;

namespace Parley.Schemas;

/// <summary>The objects inside events, as GA has them; the other dialects say where theirs differ.</summary>
internal static class SharedTables
{
    public static Shape Limit { get; } = Whole.Or(Infinity);

    public static Shape Modalities { get; } = new ListOf(Word("text", "audio"));

    public static Shape Metadata { get; } = new MapOf(Text).OrNull;

    public static Shape Voice { get; } = Text.Or(new Fields(("id", Text)));

    public static Shape Format { get; } = new ByType(new Dictionary<string, Fields>
    {
        ["audio/pcm"] = new(("rate", Whole), ("channels?", Whole)),
        ["audio/pcmu"] = new(("rate?", Nothing)),
        ["audio/pcma"] = new(("rate?", Nothing)),
    });

    public static Shape Transcription { get; } = new Fields(("model", Text.OrNull), ("language", Text.OrNull), ("prompt", Text.OrNull)).OrNull;

    public static Shape NoiseReduction { get; } = new Fields(("type", Word("near_field", "far_field"))).OrNull;

    public static Shape Tools { get; } = new ListOf(new ByType(new Dictionary<string, Fields>
    {
        ["function"] = new(("name", Identifier), ("description?", Text), ("parameters?", AnyObject.Or(Text))),
        ["mcp"] = new(("server_label", Identifier)),
    }));

    /// <summary>An object only for one function or server: <c>{"type":"auto"}</c> breaks strict clients.</summary>
    public static Shape ToolChoice { get; } = Word("none", "auto", "required").Or(new ByType(new Dictionary<string, Fields>
    {
        ["function"] = new(("name", Identifier)),
        ["mcp"] = new(("server_label", Identifier), ("name?", Text.OrNull)),
    }));

    public static Fields ServerVadOfBefore { get; } = new(
        ("threshold", Number), ("prefix_padding_ms", Whole), ("silence_duration_ms", Whole), ("create_response", Flag), ("interrupt_response", Flag));

    public static Fields ServerVad { get; } = ServerVadOfBefore.With(("idle_timeout_ms", Whole.OrNull));

    public static Fields SemanticVad { get; } = new(
        ("eagerness", Word("low", "medium", "high", "auto")), ("create_response", Flag), ("interrupt_response", Flag), ("threshold?", Nothing), ("silence_duration_ms?", Nothing));

    public static Fields Usage { get; } = new(
        ("total_tokens", Whole),
        ("input_tokens", Whole),
        ("output_tokens", Whole),
        ("input_token_details", new Fields(
            ("text_tokens", Whole),
            ("audio_tokens", Whole),
            ("image_tokens?", Whole),
            ("cached_tokens", Whole),
            ("cached_tokens_details?", new Fields(("text_tokens", Whole), ("audio_tokens", Whole), ("image_tokens?", Whole))))),
        ("output_token_details", new Fields(("text_tokens", Whole), ("audio_tokens", Whole))));

    public static Shape TranscriptionUsage { get; } = new ByType(new Dictionary<string, Fields>
    {
        ["duration"] = new(("seconds", Whole)), // the specification says number, but a typed client reads an integer
        ["tokens"] = new(("total_tokens", Whole), ("input_tokens", Whole), ("output_tokens", Whole)),
    });

    public static Shape Logprobs { get; } = new ListOf(new Fields(("token", Text), ("logprob", Number), ("bytes", new ListOf(Whole)))).OrNull;

    public static Fields Part(string text, Shape sound) => text == "transcript" ? new((text, Text), ("audio?", sound)) : new((text, Text));

    /// <summary>Items with these parts in messages.</summary>
    /// <param name="userSound">What <c>audio</c> of the user's parts is: sound in <c>retrieved</c>, nothing elsewhere.</param>
    public static Shape Items(Shape userSound, IEnumerable<(string Type, Fields Fields)> assistantParts, params (string Name, Shape Shape)[] onEach)
    {
        var parts = new Dictionary<string, Fields>
        {
            ["input_text"] = new(("text", Text)),
            ["input_audio"] = new(("transcript", Text.OrNull), ("audio?", userSound)),
            ["input_image"] = new(("image_url", Text)),
        };
        foreach (var (type, fields) in assistantParts)
        {
            parts[type] = fields;
        }

        var status = Word("in_progress", "completed", "incomplete");
        (string, Shape)[] identity = [("id", Identifier), .. onEach];
        return new ByType(new Dictionary<string, Fields>
        {
            ["message"] = new([.. identity, ("status", status), ("role", Word("system", "user", "assistant")), ("content", new ListOf(new ByType(parts)))]),
            ["function_call"] = new([.. identity, ("status", status), ("call_id", Identifier), ("name", Identifier), ("arguments", Text)]),
            ["function_call_output"] = new([.. identity, ("call_id", Identifier), ("output", Text)]),
            ["mcp_list_tools"] = new([.. identity, ("server_label", Text), ("tools", new ListOf(new Fields(("name", Identifier), ("input_schema", AnyObject))))]),
            ["mcp_call"] = new([.. identity, ("server_label", Text), ("name", Text), ("arguments", Text), ("output", Text.OrNull), ("error", AnyObject.OrNull)]),
            ["mcp_approval_request"] = new([.. identity, ("server_label", Text), ("name", Text), ("arguments", Text)]),
            ["mcp_approval_response"] = new([.. identity, ("approval_request_id", Text), ("approve", Flag)]),
        });
    }

    /// <summary>What every response shows; each dialect adds how it should sound.</summary>
    public static Fields Response(Shape item) => new(
        ("object", Word("realtime.response")),
        ("id", Identifier),
        ("status", Word("in_progress", "completed", "cancelled", "failed", "incomplete")),
        ("status_details", new Fields(
            ("type", Word("cancelled", "failed", "incomplete", "completed")),
            ("reason?", Word("turn_detected", "client_cancelled", "max_output_tokens", "content_filter").OrNull),
            ("error?", new Fields(("type", Text), ("code", Text.OrNull), ("message", Text)).OrNull)).OrNull),
        ("output", new ListOf(item)),
        ("conversation_id", Text.OrNull),
        ("max_output_tokens", Limit),
        ("metadata", Metadata));
}
