using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Talking;

/// <summary>What a conversation asks of its session; null leaves a matter to the server.</summary>
internal sealed record TalkSettings
{
    private const int YandexAnswerRate = 44100;
    private const string Transcriber = "gpt-4o-mini-transcribe";

    public string? Instructions { get; init; }

    public string? Voice { get; init; }

    /// <summary>Null is manual mode: the client says when its turn is over.</summary>
    public JsonObject? TurnDetection { get; init; }

    public DialectName Dialect { get; init; } = DialectName.Ga;

    /// <summary>The update that asks for it, in GA's words.</summary>
    public SessionUpdate Update(ToolBook tools)
    {
        var isYandex = Dialect == DialectName.Yandex;
        var output = new JsonObject { ["format"] = Format(isYandex ? YandexAnswerRate : SoundRate) };
        if (Voice is not null)
        {
            output["voice"] = Voice;
        }

        var session = new JsonObject
        {
            ["type"] = "realtime",
            ["output_modalities"] = isYandex ? new JsonArray("text", "audio") : new JsonArray("audio"),
            ["audio"] = new JsonObject
            {
                ["input"] = new JsonObject
                {
                    ["format"] = Format(SoundRate),
                    ["transcription"] = new JsonObject { ["model"] = Transcriber },
                    ["turn_detection"] = TurnDetection?.DeepClone(),
                },
                ["output"] = output,
            },
        };
        if (Instructions is not null)
        {
            session["instructions"] = Instructions;
        }

        if (tools.Declared.Count > 0)
        {
            session["tools"] = tools.Declared.DeepClone();
            session["tool_choice"] = "auto";
        }

        return new(new SessionPatch(JsonElement.Parse(session.ToJsonString())));
    }

    private const int SoundRate = Sounds.SoundFile.SampleRate;

    private static JsonObject Format(int rate) => new() { ["type"] = AudioFormat.Pcm, ["rate"] = rate };
}
