using Parley.Dialogues;

namespace Parley.Checks;

/// <summary>What only clients made for Yandex AI Studio do.</summary>
internal static class YandexChecks
{
    // as its clients ask, after a commit and after a function's output alike
    private const string Create = """{"type":"response.create","response":{"modalities":["audio","text"],"conversation":"default"}}""";

    private const int OutputRate = 44100;

    public static IEnumerable<Check> All => new Check[]
    {
        new(92, "Yandex: sound sent at once, a late commit, one response.create on the first committed: text and 44.1 kHz sound", FileClient),
        new(93, "Yandex: a spoken question, a function answered on output_item.done, a spoken reply", FunctionClient) { Needs = Needs.Functions },
        new(94, "Yandex: web_search and file_search run on the server, unseen by the client", _ => Task.CompletedTask) { NotYet = "searching on the server is not part of this suite yet" },
        new(95, "Yandex: text and audio together; the text is what was spoken", TextAndAudio),
        new(96, "Yandex: when the session's life is over: session_expired, then close 1001", ProtocolChecks.Expiry) { Needs = Needs.LongWait },
    }
    .Select(check => check with { Dialects = Check.YandexOnly });

    private static async Task FileClient(Stage stage)
    {
        var dialogue = await stage.OpenAsync(Knock.In(stage.Dialect, stage.Target));
        await dialogue.HearAnyAsync();
        await dialogue.SayAsync("""
            {"type":"session.update","session":{"type":"realtime","instructions":"Say exactly: \"Hello there, how are you?\"","output_modalities":["text","audio"],
            "audio":{"input":{"format":{"type":"audio/pcm","rate":24000,"channels":1},"turn_detection":{"type":"server_vad","threshold":0.5,"silence_duration_ms":400,
            "create_response":false,"interrupt_response":false}},"output":{"format":{"type":"audio/pcm","rate":44100},"voice":"marina"}}}}
            """);
        dialogue.Tolerates = error => error.TextOrNull("error.code") == "input_audio_buffer_commit_empty"; // a late commit is ignored
        var session = await dialogue.HearAsync("session.updated");
        Expect.Same(1, session["session.audio.input.format.channels"]?.GetValue<int>(), "session.audio.input.format.channels");
        Expect.Same(OutputRate, session["session.audio.output.format.rate"]?.GetValue<int>(), "session.audio.output.format.rate");
        await dialogue.SpeakTurnAsync();
        await dialogue.DoAsync("input_audio_buffer.commit");
        await dialogue.HearAsync("input_audio_buffer.committed");
        await dialogue.SayAsync(Create);
        var heard = await dialogue.HearUntilAsync("response.done");
        heard[^1].ExpectStatus("completed");
        ExpectTextAndSound(heard);
        Expect.Same(1, dialogue.All.Of("input_audio_buffer.committed").Count(), "how many turns were committed");
    }

    private static async Task FunctionClient(Stage stage)
    {
        var dialogue = await stage.OpenAsync(Knock.In(stage.Dialect, stage.Target));
        await dialogue.HearAnyAsync();
        await dialogue.SayAsync("""
            {"type":"session.update","session":{"instructions":"Call the function get_weather with the arguments {\"city\":\"Moscow\"}.","output_modalities":["text","audio"],
            "audio":{"input":{"format":{"type":"audio/pcm","rate":24000,"channels":1},"turn_detection":{"type":"server_vad","threshold":0.5,"silence_duration_ms":500}},
            "output":{"format":{"type":"audio/pcm","rate":44100},"voice":"dasha"}},
            "tools":[{"type":"function","name":"get_weather","description":"The weather.","parameters":"{}"}]}}
            """);
        await dialogue.HearAsync("session.updated");
        await dialogue.SpeakTurnAsync();
        var call = await dialogue.HearAsync("response.output_item.done", heard => heard.TextOrNull("item.type") == "function_call");
        await dialogue.SayOutputAsync(call.Text("item.call_id"), "sunshine");
        await dialogue.SayAsync(Create);
        await dialogue.HearAsync("response.done");
        var reply = await dialogue.HearUntilAsync("response.done");
        Expect.That(dialogue.All.Any(heard => heard.Kind == "conversation.item.input_audio_transcription.completed"), "no transcript of the question came, though it is always on here");
        Expect.Same(1, dialogue.All.Of("response.output_item.done").Count(heard => heard.TextOrNull("item.type") == "function_call"), "how many functions were called");
        ExpectTextAndSound(reply);
        Expect.Contains("sunshine", reply.Joined("response.output_text.delta"), "the reply");
    }

    private static async Task TextAndAudio(Stage stage)
    {
        var dialogue = await stage.CallAsync("""{"output_modalities":["text","audio"]}""");
        var heard = await dialogue.AskAsync("Say exactly: \"Hello there, how are you?\"");
        ExpectTextAndSound(heard);
        if (heard.Of("response.output_audio_transcript.done").Any())
        {
            Expect.Same(heard.Words(), heard.Joined("response.output_text.delta"), "the text's deltas joined, beside what was spoken");
        }
    }

    private static void ExpectTextAndSound(IReadOnlyList<Heard> heard)
    {
        Expect.That(heard.Joined("response.output_text.delta").Length > 0, "no response.output_text.delta came");
        Expect.That(heard.SoundBytes() > 0, "no response.output_audio.delta came");
    }
}
