namespace Parley.Dialogues;

/// <summary>The usual exchanges, and the order that their events have.</summary>
internal static class Flows
{
    /// <summary>Answers are written.</summary>
    public const string Written = """{"output_modalities":["text"]}""";

    /// <summary>The client says when a turn is over; answers are written.</summary>
    public const string Manual = """{"output_modalities":["text"],"audio":{"input":{"turn_detection":null}}}""";

    /// <summary>What happens when the user says something and the server notices.</summary>
    public static readonly string[] UserTurn =
    [
        "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", "input_audio_buffer.committed", "conversation.item.added", "conversation.item.done",
    ];

    /// <summary>How the parts of a spoken message close, to the end of the response.</summary>
    public static readonly string[] SpokenEnd =
    [
        "response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done", "conversation.item.done", "response.output_item.done", "response.done",
    ];

    public static readonly string[] SpokenAnswer =
    [
        "response.created", "response.output_item.added", "conversation.item.added", "response.content_part.added", .. SpokenEnd,
    ];

    public static readonly string[] WrittenAnswer =
    [
        "response.created", "response.output_item.added", "conversation.item.added", "response.content_part.added",
        "response.output_text.done", "response.content_part.done", "conversation.item.done", "response.output_item.done", "response.done",
    ];

    /// <summary>A session whose spoken turns end after half a second of silence.</summary>
    /// <param name="direction">What the model shall do in each, in words.</param>
    /// <param name="turnDetection">More members of <c>turn_detection</c>, each after a comma.</param>
    /// <param name="more">More members of <c>audio.input</c>, each after a comma.</param>
    public static string Spoken(string direction = "Say exactly: \\\"Hello there.\\\"", string turnDetection = "", string more = "") =>
        $$"""{"instructions":"{{direction}}","audio":{"input":{"turn_detection":{"type":"server_vad","silence_duration_ms":500{{turnDetection}} }{{more}} } } }""";

    /// <summary>Those kinds that the dialect has.</summary>
    public static IEnumerable<string> In(this IEnumerable<string> kinds, Words words) => kinds.Where(words.Has);

    /// <summary>The events whose order is fixed: no deltas, and nothing that may come in between.</summary>
    public static IEnumerable<Heard> InOrder(this IEnumerable<Heard> events)
    {
        var list = events.ToList();
        var isSpoken = list.Exists(heard => heard.Kind.StartsWith("response.output_audio", StringComparison.Ordinal));
        return list.Where(heard => !heard.IsDelta
            && heard.Kind != "rate_limits.updated"
            && !heard.Kind.StartsWith("conversation.item.input_audio_transcription.", StringComparison.Ordinal)
            && !(isSpoken && heard.Kind == "response.output_text.done")); // Yandex writes what it speaks
    }

    public static IEnumerable<Heard> Of(this IEnumerable<Heard> events, string kind) => events.Where(heard => heard.Kind == kind);

    /// <summary>The one event of a kind.</summary>
    public static Heard The(this IEnumerable<Heard> events, string kind)
    {
        var found = events.Of(kind).ToList();
        return found.Count == 1 ? found[0] : throw new CheckFailedException($"expected one {kind}, got {found.Count}");
    }

    /// <summary>All deltas of a kind, put together.</summary>
    public static string Joined(this IEnumerable<Heard> events, string kind) => string.Concat(events.Of(kind).Select(heard => heard.Text("delta")));

    /// <summary>What was written or spoken, as the final events have it.</summary>
    public static string Words(this IEnumerable<Heard> events)
    {
        var list = events.ToList();
        return string.Join(' ', list.Exists(heard => heard.Kind == "response.output_audio_transcript.done")
            ? list.Of("response.output_audio_transcript.done").Select(heard => heard.Text("transcript"))
            : list.Of("response.output_text.done").Select(heard => heard.Text("text")));
    }

    /// <summary>How many bytes of sound came.</summary>
    public static int SoundBytes(this IEnumerable<Heard> events) =>
        events.Of("response.output_audio.delta").Sum(heard => Convert.FromBase64String(heard.Text("delta")).Length);

    /// <summary>Says a text, asks for a response, and hears it to its end.</summary>
    public static async Task<IReadOnlyList<Heard>> AskAsync(this Dialogue dialogue, string text, string? gaParams = null)
    {
        await dialogue.SayTextAsync(text);
        await dialogue.RespondAsync(gaParams);
        return await dialogue.HearUntilAsync("response.done");
    }

    /// <summary>Begins a spoken answer that is longer than servers run ahead, and hears its first sound.</summary>
    public static async Task<IReadOnlyList<Heard>> BeginLongAnswerAsync(this Dialogue dialogue)
    {
        await dialogue.SayTextAsync("Count from 1 to 30 in words.");
        await dialogue.RespondAsync("""{"instructions":"Count from 1 to 30 in words."}"""); // whatever the session is told to say
        return await dialogue.HearUntilAsync("response.output_audio.delta");
    }

    public static void ExpectStatus(this Heard done, string status, string? reason = null)
    {
        Expect.Same(status, done.Text("response.status"), "response.status");
        if (reason is not null)
        {
            Expect.Same(reason, done.TextOrNull("response.status_details.reason"), "response.status_details.reason");
        }
    }
}
