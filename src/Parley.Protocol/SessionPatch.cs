using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Parley.Protocol;

/// <summary>
/// The <c>session</c> of an update: only what is present changes. Objects merge member by member, null clears,
/// lists, tagged objects whose tag changes, and objects that are one value are replaced.
/// </summary>
[JsonConverter(typeof(SessionPatchConverter))]
public sealed record SessionPatch(JsonElement Json)
{
    // Clients send back whole sessions that they were shown: what only a server can say is passed over.
    private static readonly string[] ShownOnly = ["object", "id", "expires_at", "client_secret"];

    private static readonly string[] OfFormats = ["rate", "channels"];

    // The version and the variables of one prompt mean nothing to another.
    private static readonly string[] OneValue = ["prompt", "tracing", "tool_choice", "truncation"];

    /// <summary>The patch that makes any session of its type equal to <paramref name="config"/>.</summary>
    public static SessionPatch Of(SessionConfig config) => new(JsonSerializer.SerializeToElement(config, ProtocolJson.Strict.TypeInfo<SessionConfig>()));

    /// <summary>The configuration after the patch; the old one stays as it is.</summary>
    /// <exception cref="InvalidRequestException">Something in the patch is wrong; its <c>param</c> begins with <c>session</c>.</exception>
    public SessionConfig ApplyTo(SessionConfig config)
    {
        if (JsonObject.Create(Json) is not { } patch)
        {
            throw InvalidRequestException.WrongType("session", "an object", "something else");
        }

        foreach (var name in ShownOnly)
        {
            patch.Remove(name);
        }

        KeepRate(patch, "input");
        KeepRate(patch, "output");
        var merged = JsonSerializer.SerializeToNode(config, ProtocolJson.Strict.TypeInfo<SessionConfig>())!.AsObject();
        RejectOtherType(merged, patch);
        Merge(merged, patch);
        var next = ClientEventReader.Convert<SessionConfig>(merged, "session");
        return SessionLimits.Checked(next);
    }

    private static void RejectOtherType(JsonObject config, JsonObject patch)
    {
        if (patch["type"] is JsonValue value && value.TryGetValue<string>(out var asked) && config["type"]!.GetValue<string>() is var type && asked != type
            && asked is "realtime" or "transcription")
        {
            throw InvalidRequestException.InvalidValue("session.type", $"Invalid value: '{asked}'. This is a {type} session, and stays one.");
        }
    }

    // Typed clients send every member of a format, null where they mean nothing by it: that resets no rate.
    private static void KeepRate(JsonObject patch, string direction)
    {
        if (patch["audio"] is JsonObject audio && audio[direction] is JsonObject sound && sound["format"] is JsonObject format)
        {
            foreach (var name in OfFormats.Where(name => format[name] is null))
            {
                format.Remove(name);
            }
        }
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (!OneValue.Contains(name) && value is JsonObject change && target[name] is JsonObject old && TagOf(change) is var tag && (tag is null || tag == TagOf(old)))
            {
                Merge(old, change);
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
    }

    private static string? TagOf(JsonObject tagged) => tagged["type"] is JsonValue tag && tag.TryGetValue<string>(out var text) ? text : null;
}

internal sealed class SessionPatchConverter : JsonConverter<SessionPatch>
{
    public override SessionPatch Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        return json.ValueKind == JsonValueKind.Object ? new(json) : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, SessionPatch value, JsonSerializerOptions options) => value.Json.WriteTo(writer);
}
