using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Parley.Protocol;

// Values that the wire writes either as a word or as an object.

/// <summary>Whether, and what, the model must call: a mode word, or one function or MCP tool by name.</summary>
[JsonConverter(typeof(ToolChoiceConverter))]
public sealed record ToolChoice(string Mode, string? Name = null, string? ServerLabel = null)
{
    public static readonly ToolChoice Auto = new("auto");
    public static readonly ToolChoice None = new("none");
    public static readonly ToolChoice Required = new("required");

    public static ToolChoice Function(string name) => new("function", name);
}

/// <summary>A limit of tokens, or <see cref="Infinite"/>, which the wire writes <c>"inf"</c>.</summary>
[JsonConverter(typeof(MaxTokensConverter))]
public sealed record MaxTokens(int? Limit)
{
    public static readonly MaxTokens Infinite = new((int?)null);
}

/// <summary>A voice: a name, or a custom voice's id, which the wire writes <c>{"id":…}</c>.</summary>
[JsonConverter(typeof(VoiceConverter))]
public sealed record Voice(string Name, bool IsCustom = false);

/// <summary>What to do when the context overflows.</summary>
[JsonConverter(typeof(TruncationConverter))]
public sealed record Truncation(string Type, double? RetentionRatio = null, int? PostInstructions = null)
{
    public static readonly Truncation Auto = new("auto");
    public static readonly Truncation Disabled = new("disabled");
}

/// <summary>A value whose mistake is known better than "wrong type".</summary>
internal sealed class MistakenValueException(string message) : JsonException(message);

internal sealed class ToolChoiceConverter : JsonConverter<ToolChoice>
{
    private static readonly string[] Modes = ["none", "auto", "required"];

    public override ToolChoice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var node = JsonNode.Parse(ref reader);
        return node switch
        {
            JsonValue word when word.GetValueKind() == JsonValueKind.String => FromMode(word.GetValue<string>()),
            JsonObject choice => FromObject(choice),
            _ => throw new MistakenValueException("Expected 'none', 'auto', 'required', or an object that names a function."),
        };
    }

    public override void Write(Utf8JsonWriter writer, ToolChoice value, JsonSerializerOptions options)
    {
        if (Modes.Contains(value.Mode))
        {
            writer.WriteStringValue(value.Mode);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type", value.Mode);
        if (value.ServerLabel is { } label)
        {
            writer.WriteString("server_label", label);
        }

        writer.WriteString("name", value.Name);
        writer.WriteEndObject();
    }

    private static ToolChoice FromMode(string mode) => Modes.Contains(mode)
        ? new(mode)
        : throw new MistakenValueException($"Invalid value: '{mode}'. Supported values are: 'none', 'auto', 'required'.");

    private static ToolChoice FromObject(JsonObject choice) => (Text(choice, "type"), Text(choice, "name"), Text(choice, "server_label")) switch
    {
        ("function", { } name, _) => ToolChoice.Function(name),
        ("mcp", var name, { } label) => new("mcp", name, label),
        ({ } mode, null, null) when Modes.Contains(mode) => new(mode), // {"type":"auto"}, as a Yandex sample has it
        _ => throw new MistakenValueException("""Expected {"type":"function","name":…} or {"type":"mcp","server_label":…}."""),
    };

    private static string? Text(JsonObject of, string name) =>
        of[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

internal sealed class MaxTokensConverter : JsonConverter<MaxTokens>
{
    public override MaxTokens Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt32(out var limit) => new(limit),
        JsonTokenType.String when reader.ValueTextEquals("inf"u8) => MaxTokens.Infinite,
        _ => throw new MistakenValueException("Expected an integer from 1 to 4096, or \"inf\"."),
    };

    public override void Write(Utf8JsonWriter writer, MaxTokens value, JsonSerializerOptions options)
    {
        if (value.Limit is { } limit)
        {
            writer.WriteNumberValue(limit);
        }
        else
        {
            writer.WriteStringValue("inf"u8);
        }
    }
}

internal sealed class VoiceConverter : JsonConverter<Voice>
{
    public override Voice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonNode.Parse(ref reader) switch
    {
        JsonValue name when name.TryGetValue<string>(out var text) => new(text),
        JsonObject custom when custom["id"] is JsonValue id && id.TryGetValue<string>(out var text) => new(text, IsCustom: true),
        _ => throw new MistakenValueException("""Expected the name of a voice, or {"id":…}."""),
    };

    public override void Write(Utf8JsonWriter writer, Voice value, JsonSerializerOptions options)
    {
        if (!value.IsCustom)
        {
            writer.WriteStringValue(value.Name);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("id", value.Name);
        writer.WriteEndObject();
    }
}

internal sealed class TruncationConverter : JsonConverter<Truncation>
{
    private const string Shapes = """Expected "auto", "disabled", or {"type":"retention_ratio","retention_ratio":0…1,"token_limits":{"post_instructions":…}}.""";

    private static readonly string[] Members = ["type", "retention_ratio", "token_limits"];

    public override Truncation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonNode.Parse(ref reader) switch
    {
        JsonValue word when word.TryGetValue<string>(out var text) && text is "auto" or "disabled" => new(text),
        JsonObject ratio when ratio["type"] is JsonValue type && type.TryGetValue<string>(out var text) && text == "retention_ratio" => FromRatio(ratio),
        _ => throw new MistakenValueException(Shapes),
    };

    public override void Write(Utf8JsonWriter writer, Truncation value, JsonSerializerOptions options)
    {
        if (value.RetentionRatio is not { } ratio)
        {
            writer.WriteStringValue(value.Type);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type", value.Type);
        writer.WriteNumber("retention_ratio", ratio);
        if (value.PostInstructions is { } tokens)
        {
            writer.WriteStartObject("token_limits");
            writer.WriteNumber("post_instructions", tokens);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static Truncation FromRatio(JsonObject truncation)
    {
        var limits = truncation["token_limits"] as JsonObject;
        if (truncation.Any(member => !Members.Contains(member.Key)) || limits?.Any(member => member.Key != "post_instructions") == true || truncation["token_limits"] != limits)
        {
            throw new MistakenValueException(Shapes);
        }

        if (truncation["retention_ratio"] is not JsonValue value || !value.TryGetValue<double>(out var ratio) || ratio is < 0 or > 1)
        {
            throw new MistakenValueException(Shapes);
        }

        return limits?["post_instructions"] switch
        {
            null => new("retention_ratio", ratio),
            JsonValue tokens when tokens.TryGetValue<int>(out var count) && count >= 0 => new("retention_ratio", ratio, count),
            _ => throw new MistakenValueException("Expected token_limits.post_instructions to be an integer of 0 or more."),
        };
    }
}
