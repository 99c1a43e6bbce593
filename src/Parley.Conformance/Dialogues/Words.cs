using System.Text.Json.Nodes;
using Parley.Dialects;

namespace Parley.Dialogues;

/// <summary>How a dialect says what a check says in GA's words: a check is written once.</summary>
/// <param name="Events">Names that differ, by GA's.</param>
/// <param name="Missing">GA's events that the dialect has no word for.</param>
/// <param name="SessionPlaces">Places below <c>session</c> that differ, by GA's.</param>
/// <param name="ResponsePlaces">The same below <c>response</c> of <c>response.create</c>.</param>
internal sealed record Words(
    DialectName Dialect,
    IReadOnlyDictionary<string, string> Events,
    IReadOnlySet<string> Missing,
    IReadOnlyDictionary<string, string> SessionPlaces,
    IReadOnlyDictionary<string, string> ResponsePlaces)
{
    private static readonly Dictionary<string, string> None = [];

    private static readonly Dictionary<string, string> BetaFormats = new() { ["audio/pcm"] = "pcm16", ["audio/pcmu"] = "g711_ulaw", ["audio/pcma"] = "g711_alaw" };

    private static readonly Dictionary<string, string> FlatResponse = new()
    {
        ["output_modalities"] = "modalities",
        ["audio.output.voice"] = "voice",
        ["audio.output.format"] = "output_audio_format",
        ["max_output_tokens"] = "max_response_output_tokens",
    };

    private static readonly Words Ga = new(DialectName.Ga, None, new HashSet<string>(), None, None);

    private static readonly Words Yandex = Ga with { Dialect = DialectName.Yandex };

    private static readonly Words Beta = new(
        DialectName.Beta,
        new Dictionary<string, string>
        {
            ["conversation.item.added"] = "conversation.item.created",
            ["response.output_text.delta"] = "response.text.delta",
            ["response.output_text.done"] = "response.text.done",
            ["response.output_audio.delta"] = "response.audio.delta",
            ["response.output_audio.done"] = "response.audio.done",
            ["response.output_audio_transcript.delta"] = "response.audio_transcript.delta",
            ["response.output_audio_transcript.done"] = "response.audio_transcript.done",
        },
        new HashSet<string> { "conversation.item.done", "input_audio_buffer.timeout_triggered" },
        new Dictionary<string, string>(FlatResponse)
        {
            ["audio.output.speed"] = "speed",
            ["audio.input.format"] = "input_audio_format",
            ["audio.input.transcription"] = "input_audio_transcription",
            ["audio.input.noise_reduction"] = "input_audio_noise_reduction",
            ["audio.input.turn_detection"] = "turn_detection",
        },
        FlatResponse);

    /// <summary>What assistant parts are called in items.</summary>
    public string TextPart => IsBeta ? "text" : "output_text";

    /// <inheritdoc cref="TextPart"/>
    public string AudioPart => IsBeta ? "audio" : "output_audio";

    public bool IsBeta => Dialect == DialectName.Beta;

    public static Words Of(DialectName dialect) => dialect switch
    {
        DialectName.Ga => Ga,
        DialectName.Beta => Beta,
        DialectName.Yandex => Yandex,
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "Expected Ga, Beta or Yandex."),
    };

    public bool Has(string kind) => !Missing.Contains(kind);

    public string KindOf(string type) => Events.FirstOrDefault(pair => pair.Value == type).Key ?? type;

    /// <summary>A session patch of GA's as the dialect spells it.</summary>
    public JsonObject Session(string gaPatch)
    {
        var patch = Respelled(JsonNode.Parse(gaPatch)!.AsObject(), SessionPlaces);
        if (Dialect == DialectName.Ga)
        {
            patch.TryAdd("type", "realtime");
        }

        return patch;
    }

    /// <summary>What <c>response.create</c> asks for, as the dialect spells it.</summary>
    public JsonObject Response(string gaParams) => Respelled(JsonNode.Parse(gaParams)!.AsObject(), ResponsePlaces);

    /// <summary>The dialect's place below <c>session</c> for GA's.</summary>
    public string SessionPlace(string gaPlace)
    {
        foreach (var (ga, own) in SessionPlaces)
        {
            if (gaPlace == ga || gaPlace.StartsWith($"{ga}.", StringComparison.Ordinal))
            {
                return own + gaPlace[ga.Length..];
            }
        }

        return gaPlace;
    }

    /// <summary>What a session shows at GA's place.</summary>
    public JsonNode? Setting(JsonNode? session, string gaPlace) => session.Find(SessionPlace(gaPlace));

    private static JsonObject Respelled(JsonObject patch, IReadOnlyDictionary<string, string> places)
    {
        foreach (var (ga, own) in places)
        {
            var dot = ga.LastIndexOf('.');
            if ((dot < 0 ? patch : patch.Find(ga[..dot])) is JsonObject holder && holder.Remove(ga[(dot + 1)..], out var value))
            {
                patch[own] = Worded(own, value);
            }
        }

        if (places.Count > 0)
        {
            patch.Remove("audio");
        }

        return patch;
    }

    private static JsonNode? Worded(string name, JsonNode? value) => name switch
    {
        "modalities" when value is JsonArray { Count: 1 } only && (string?)only[0] == "audio" => new JsonArray("text", "audio"),
        "input_audio_format" or "output_audio_format" => BetaFormats[(string)value!["type"]!],
        _ => value,
    };
}
