using System.Text.Json.Nodes;
using Parley.Dialects;
using Parley.Dialogues;

namespace Parley.Checks;

/// <summary>session.update.</summary>
internal static class SessionUpdateChecks
{
    // changes nothing: it only shows the session as it is
    private const string Look = """{"tool_choice":"auto"}""";

    public static IEnumerable<Check> All =>
    [
        new(13, "An update of the instructions alone changes nothing else", InstructionsOnly),
        new(14, "An update without session.type: refused by name (GA, strict) or accepted", WithoutType),
        new(15, "An unknown key: unknown_parameter with its place, nothing applied, event_id echoed", UnknownKey),
        new(16, "turn_detection null: echoed, and speech makes no events", NoTurnDetection),
        new(17, "turn_detection of type server_vad alone: the echo has all its keys with the defaults", ServerVadDefaults),
        new(18, "semantic_vad: the echo has its own keys and none of server_vad", SemanticVad),
        new(19, "Values out of range: each refused by its place, the session unchanged", OutOfRange),
        new(20, "transcription with a model alone: echoed with language and prompt null", TranscriptionEcho),
        new(21, "A new voice after the assistant was heard: cannot_update_voice, nothing applied (Yandex: accepted)", VoiceLock),
        new(22, "Two updates back to back: two session.updated in order, tools and instructions cleared", TwoUpdates),
        new(23, "An update with another model, then one with tracing: both accepted", ModelAndTracing),
        new(24, "Output as G.711 µ-law: echoed without a rate, and the sound is 8 kHz µ-law", MuLaw),
    ];

    private static async Task InstructionsOnly(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var expected = dialogue.All[0]["session"]!.DeepClone();
        expected["instructions"] = "Speak only of tea.";
        ExpectSame(expected, await dialogue.UpdateAsync("""{"instructions":"Speak only of tea."}"""));
    }

    private static async Task WithoutType(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        await dialogue.SayAsync("""{"type":"session.update","event_id":"typeless","session":{"instructions":"Be brief."}}""");
        var answer = await dialogue.HearAnyAsync();
        if (answer.Kind == "error" && stage.Dialect == DialectName.Ga)
        {
            Expect.Same("missing_required_parameter", answer.TextOrNull("error.code"), "error.code");
            Expect.Same("session.type", answer.TextOrNull("error.param"), "error.param");
        }
        else
        {
            Expect.Same("session.updated", answer.Kind, "the answer");
        }
    }

    private static async Task UnknownKey(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var update = Message.Of("session.update", null, ("session", stage.Words.Session("""{"x":1,"instructions":"Must not be applied."}""")));
        var error = await dialogue.RefusedAsync(update, "unknown_parameter");
        Expect.Same("session.x", error.TextOrNull("error.param"), "error.param");
        ExpectSame(dialogue.All[0]["session"], await dialogue.UpdateAsync(Look));
    }

    private static async Task NoTurnDetection(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var session = await dialogue.UpdateAsync("""{"audio":{"input":{"turn_detection":null}}}""");
        Expect.Same(null, stage.Words.Setting(session, "audio.input.turn_detection"), "turn_detection");
        await dialogue.SpeakTurnAsync();
        Expect.Order([], (await dialogue.SettleAsync()).InOrder(), "speech without turn detection");
    }

    private static async Task ServerVadDefaults(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var session = await dialogue.UpdateAsync("""{"audio":{"input":{"turn_detection":{"type":"server_vad"}}}}""");
        var expected = JsonNode.Parse(
            """{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,"silence_duration_ms":200,"create_response":true,"interrupt_response":true}""")!.AsObject();
        if (!stage.Words.IsBeta)
        {
            expected["idle_timeout_ms"] = null;
        }

        Expect.Same(expected, stage.Words.Setting(session, "audio.input.turn_detection"), "turn_detection");
    }

    private static async Task SemanticVad(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var session = await dialogue.UpdateAsync("""{"audio":{"input":{"turn_detection":{"type":"semantic_vad","eagerness":"high"}}}}""");
        var expected = JsonNode.Parse("""{"type":"semantic_vad","eagerness":"high","create_response":true,"interrupt_response":true}""");
        Expect.Same(expected, stage.Words.Setting(session, "audio.input.turn_detection"), "turn_detection");
    }

    private static async Task OutOfRange(Stage stage)
    {
        List<(string Patch, string Place)> wrong =
        [
            ("""{"audio":{"output":{"speed":2}}}""", "audio.output.speed"),
            ("""{"max_output_tokens":5000}""", "max_output_tokens"),
            ("""{"audio":{"input":{"turn_detection":{"type":"server_vad","threshold":1.5}}}}""", "audio.input.turn_detection.threshold"),
        ];
        if (!stage.Words.IsBeta)
        {
            wrong.Add(("""{"audio":{"input":{"turn_detection":{"type":"server_vad","idle_timeout_ms":1000}}}}""", "audio.input.turn_detection.idle_timeout_ms"));
        }

        var dialogue = await stage.CallAsync();
        foreach (var (patch, place) in wrong)
        {
            await dialogue.SayUpdateAsync(patch, place);
            var error = await dialogue.HearErrorAsync(null, place);
            Expect.Same($"session.{stage.Words.SessionPlace(place)}", error.TextOrNull("error.param"), "error.param");
            ExpectSame(dialogue.All[0]["session"], await dialogue.UpdateAsync(Look));
        }
    }

    private static async Task TranscriptionEcho(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var session = await dialogue.UpdateAsync("""{"audio":{"input":{"transcription":{"model":"whisper-1"}}}}""");
        Expect.Same(JsonNode.Parse("""{"model":"whisper-1","language":null,"prompt":null}"""), stage.Words.Setting(session, "audio.input.transcription"), "transcription");
    }

    private static async Task VoiceLock(Stage stage)
    {
        var dialogue = await stage.CallAsync("""{"instructions":"Say exactly: \"Hello there.\""}""");
        await dialogue.AskAsync("Hello.");
        if (stage.Dialect == DialectName.Yandex)
        {
            var session = await dialogue.UpdateAsync("""{"audio":{"output":{"voice":"echo"}}}""");
            Expect.Same("echo", session.Find("audio.output.voice")?.ToString(), "session.audio.output.voice");
            return;
        }

        var before = await dialogue.UpdateAsync(Look);
        await dialogue.SayUpdateAsync("""{"instructions":"Must not be applied.","audio":{"output":{"voice":"echo"}}}""", "voice");
        await dialogue.HearErrorAsync("cannot_update_voice", "voice");
        ExpectSame(before, await dialogue.UpdateAsync(Look));
    }

    private static async Task TwoUpdates(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        await dialogue.SayUpdateAsync("""{"instructions":"Be brief.","tools":[{"type":"function","name":"f","description":"Does it.","parameters":{"type":"object","properties":{}}}]}""");
        await dialogue.SayUpdateAsync("""{"instructions":"","tools":[]}""");
        var first = await dialogue.HearAsync("session.updated");
        Expect.Same("Be brief.", first.Text("session.instructions"), "the first session.instructions");
        Expect.Same("f", first.TextOrNull("session.tools[0].name"), "the first session.tools[0].name");
        var second = await dialogue.HearAsync("session.updated");
        Expect.Same("", second.Text("session.instructions"), "the second session.instructions");
        Expect.Same(new JsonArray(), second["session.tools"], "the second session.tools");
    }

    private static async Task ModelAndTracing(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        await dialogue.UpdateAsync("""{"model":"gpt-realtime-2.1","instructions":"Be brief."}""");
        var session = await dialogue.UpdateAsync("""{"tracing":"auto"}""");
        Expect.Same("Be brief.", session["instructions"]?.ToString(), "session.instructions");
    }

    private static async Task MuLaw(Stage stage)
    {
        const string Direction = "Say exactly: \"One two three four five six seven.\"";
        var dialogue = await stage.CallAsync();
        var pcm = (await dialogue.AskAsync(Direction)).SoundBytes() / 48.0;
        var session = await dialogue.UpdateAsync("""{"audio":{"output":{"format":{"type":"audio/pcmu"}}}}""");
        var echoed = stage.Words.Setting(session, "audio.output.format");
        Expect.Same(stage.Words.IsBeta ? JsonValue.Create("g711_ulaw") : JsonNode.Parse("""{"type":"audio/pcmu"}"""), echoed, "the output format");
        var muLaw = (await dialogue.AskAsync(Direction)).SoundBytes() / 8.0;
        Expect.That(pcm > 0 && Math.Abs(muLaw - pcm) < pcm / 3, $"the same words lasted {pcm:0} ms as 24 kHz PCM, and read as 8 kHz µ-law {muLaw:0} ms");
    }

    private static void ExpectSame(JsonNode? expected, JsonNode? got)
    {
        foreach (var (name, value) in expected!.AsObject().Where(member => member.Key != "expires_at"))
        {
            Expect.Same(value, got![name], $"session.{name}");
        }
    }
}
