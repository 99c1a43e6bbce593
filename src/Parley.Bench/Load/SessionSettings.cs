using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Protocol;

namespace Parley.Load;

/// <summary>What sessions are asked to be: listening by voice activity, with one function to call.</summary>
internal static class SessionSettings
{
    /// <summary>What any function gives back.</summary>
    public const string Output = """{"weather":"sunny","celsius":21}""";

    private const string Instructions = "You are a helpful voice assistant. Answer in one sentence.";

    /// <summary>How long the server waits for after speech.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(200);

    /// <summary>What a session begins with.</summary>
    public static readonly SessionUpdate Opening = Update(new()
    {
        ["type"] = "realtime",
        ["instructions"] = Instructions,
        ["audio"] = new JsonObject
        {
            ["input"] = new JsonObject
            {
                ["turn_detection"] = new JsonObject { ["type"] = "server_vad", ["silence_duration_ms"] = (int)Silence.TotalMilliseconds },
            },
        },
        ["tools"] = new JsonArray(new JsonObject
        {
            ["type"] = "function",
            ["name"] = "get_weather",
            ["description"] = "The weather of a city.",
            ["parameters"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { ["city"] = new JsonObject { ["type"] = "string" } },
            },
        }),
    });

    /// <summary>An update that changes nothing.</summary>
    public static readonly SessionUpdate Probe = Update(new() { ["type"] = "realtime", ["instructions"] = Instructions });

    private static SessionUpdate Update(JsonObject session) => new(new SessionPatch(JsonSerializer.SerializeToElement(session)));
}
