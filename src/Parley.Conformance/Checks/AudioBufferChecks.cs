using System.Text.Json.Nodes;
using Parley.Dialogues;

namespace Parley.Checks;

/// <summary>The input audio buffer, and turns that the server detects.</summary>
internal static class AudioBufferChecks
{
    public static IEnumerable<Check> All =>
    [
        new(25, "A spoken turn: all events in the documented order", SpokenTurn),
        new(26, "A spoken turn: one item_id in speech_started, speech_stopped, committed, the item and its transcription", OneItemId),
        new(27, "committed.previous_item_id: null in the first turn, the assistant's item in the second", PreviousItem),
        new(28, "audio_start_ms and audio_end_ms: whole, around the speech and its padding, on one clock for the session", Clock),
        new(29, "create_response false: the turn is committed, and no response begins", NoResponse),
        new(30, "Ten seconds of silence and faint noise make no events", Silence),
        new(31, "Manual mode: a commit makes an item, and neither speech events nor a response", ManualCommit),
        new(32, "A commit of nothing, and of 50 ms: input_audio_buffer_commit_empty, with the amount and the event_id", EmptyCommit),
        new(33, "A commit after the server has committed: input_audio_buffer_commit_empty, the session goes on", LateCommit),
        new(34, "A commit in the middle of speech: the announced item, no speech_stopped", CommitWhileSpeaking),
        new(35, "Clear: cleared, nothing left to commit, and speech in progress is dropped", Clear),
        new(36, "An append of 15 MiB is accepted without an acknowledgement", LargeAppend),
        new(37, "An append that is no base64: an error with param 'audio', the session goes on", NoBase64),
        new(38, "A sample split over two appends is joined", OddBytes),
        new(39, "idle_timeout_ms: counts from the end of playback, and not while the user speaks", IdleTimeout) { Dialects = Check.GaNames, Needs = Needs.LongWait },
    ];

    private static async Task SpokenTurn(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken());
        var heard = await TurnAsync(dialogue);
        Expect.Order(Flows.UserTurn.Concat(Flows.SpokenAnswer).In(stage.Words), heard.InOrder(), "a spoken turn");
        var open = heard.TakeWhile(each => each.Kind != "response.content_part.added").Where(each => each.IsDelta && each.Kind.StartsWith("response.", StringComparison.Ordinal));
        Expect.That(!open.Any(), "a delta of the answer came before response.content_part.added");
        Expect.That(heard.SoundBytes() > 0, "the answer has no sound");
        Expect.Same(heard.Joined("response.output_audio_transcript.delta"), heard.The("response.output_audio_transcript.done").Text("transcript"), "the transcript's deltas joined");
    }

    private static async Task OneItemId(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken(more: ""","transcription":{"model":"whisper-1"}"""));
        await TurnAsync(dialogue);
        if (!dialogue.All.Any(IsTranscribed))
        {
            await dialogue.HearAsync("conversation.item.input_audio_transcription.completed");
        }

        var heard = dialogue.All;
        var itemId = heard.The("input_audio_buffer.speech_started").Text("item_id");
        foreach (var each in heard.Where(each => each.Kind is "input_audio_buffer.speech_stopped" or "input_audio_buffer.committed" || each.Kind.Contains("input_audio_transcription", StringComparison.Ordinal)))
        {
            Expect.Same(itemId, each.Text("item_id"), $"{each.Kind}: item_id");
        }

        Expect.Same(itemId, heard.Of("conversation.item.added").First().Text("item.id"), "the user's item");
        Expect.That(heard.Of("conversation.item.added").First().Has("item.content[0].transcript"), "the user's input_audio part has no key 'transcript'");
    }

    private static bool IsTranscribed(Heard heard) => heard.Kind == "conversation.item.input_audio_transcription.completed";

    private static async Task PreviousItem(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken());
        var first = await TurnAsync(dialogue);
        Expect.Same(null, first.The("input_audio_buffer.committed")["previous_item_id"], "committed.previous_item_id of the first turn");
        var assistant = first.The("response.output_item.done").Text("item.id");
        var second = await TurnAsync(dialogue);
        Expect.Same(assistant, second.The("input_audio_buffer.committed").TextOrNull("previous_item_id"), "committed.previous_item_id of the second turn");
    }

    private static async Task Clock(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken());
        var firstEnd = 0.0;
        for (var turn = 1; turn <= 2; turn++)
        {
            var heard = await TurnAsync(dialogue);
            var start = heard.The("input_audio_buffer.speech_started").Number("audio_start_ms");
            var end = heard.The("input_audio_buffer.speech_stopped").Number("audio_end_ms");
            Expect.That(start >= firstEnd, $"turn {turn} begins at {start} ms, before {firstEnd} ms, where the one before it ended");
            Expect.That(end - start >= stage.Target.SpeechMs * 0.8, $"turn {turn} lasts from {start} to {end} ms, and the speech {stage.Target.SpeechMs} ms");
            firstEnd = end;
        }

        var (bare, padded) = (await StartAsync(stage, paddingMs: 0), await StartAsync(stage, paddingMs: 300));
        Expect.That(bare - padded is >= 200 and <= 400, $"with 300 ms of prefix_padding_ms speech begins at {padded} ms, and with none at {bare} ms");
    }

    // of speech after a second of silence
    private static async Task<double> StartAsync(Stage stage, int paddingMs)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken(turnDetection: $",\"prefix_padding_ms\":{paddingMs}"));
        await dialogue.BeSilentAsync(1000);
        await dialogue.SpeakTurnAsync();
        return (await dialogue.HearAsync("input_audio_buffer.speech_started")).Number("audio_start_ms");
    }

    private static async Task NoResponse(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken(turnDetection: ""","create_response":false"""));
        await dialogue.SpeakTurnAsync();
        await dialogue.HearAsync("input_audio_buffer.committed");
        await dialogue.HearWithinAsync(TimeSpan.FromSeconds(3));
        Expect.Order(Flows.UserTurn.In(stage.Words), dialogue.All.Skip(2).InOrder(), "a turn without a response");
    }

    private static async Task Silence(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken());
        await dialogue.BeSilentAsync(5000);
        var noise = new byte[5 * Target.SampleRate * sizeof(short)];
        for (var (at, state) = (0, 1u); at < noise.Length; at += 2)
        {
            state = (state * 1664525) + 1013904223; // any noise will do, as long as it is the same each time
            BitConverter.TryWriteBytes(noise.AsSpan(at), (short)((int)(state >> 26) - 32));
        }

        await dialogue.AppendAsync(noise);
        Expect.Order([], await dialogue.SettleAsync(), "ten seconds without speech");
    }

    private static async Task ManualCommit(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Manual);
        await dialogue.SpeakAsync();
        await dialogue.DoAsync("input_audio_buffer.commit");
        var heard = await dialogue.SettleAsync();
        string[] expected = ["input_audio_buffer.committed", "conversation.item.added", "conversation.item.done"];
        Expect.Order(expected.In(stage.Words), heard.InOrder(), "a manual commit");
    }

    private static async Task EmptyCommit(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Manual);
        var nothing = await dialogue.RefusedAsync(Commit(), "input_audio_buffer_commit_empty", "nothing");
        Expect.Contains("0.00ms", nothing.TextOrNull("error.message"), "error.message");
        await dialogue.BeSilentAsync(50);
        var little = await dialogue.RefusedAsync(Commit(), "input_audio_buffer_commit_empty", "little");
        Expect.Contains("50.00ms", little.TextOrNull("error.message"), "error.message");
        Expect.Order([], await dialogue.SettleAsync(), "commits of too little");
    }

    private static async Task LateCommit(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken(turnDetection: ""","create_response":false"""));
        await dialogue.SpeakTurnAsync();
        await dialogue.HearAsync("input_audio_buffer.committed");
        await dialogue.RefusedAsync(Commit(), "input_audio_buffer_commit_empty");
        await dialogue.SettleAsync();
    }

    private static async Task CommitWhileSpeaking(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Spoken(turnDetection: ""","create_response":false"""));
        await dialogue.SpeakAsync();
        var started = await dialogue.HearAsync("input_audio_buffer.speech_started");
        await dialogue.DoAsync("input_audio_buffer.commit");
        var committed = await dialogue.HearAsync("input_audio_buffer.committed");
        Expect.Same(started.Text("item_id"), committed.Text("item_id"), "committed.item_id");
        await dialogue.BeSilentAsync(1500);
        var heard = await dialogue.SettleAsync();
        Expect.That(!heard.Of("input_audio_buffer.speech_stopped").Any(), "speech_stopped came for speech that was committed already");
    }

    private static async Task Clear(Stage stage)
    {
        var manual = await stage.CallAsync(Flows.Manual);
        await manual.SpeakAsync();
        await manual.DoAsync("input_audio_buffer.clear");
        await manual.HearAsync("input_audio_buffer.cleared");
        await manual.RefusedAsync(Commit(), "input_audio_buffer_commit_empty");

        var detected = await stage.CallAsync(Flows.Spoken());
        await detected.SpeakAsync();
        await detected.HearAsync("input_audio_buffer.speech_started");
        await detected.DoAsync("input_audio_buffer.clear");
        await detected.HearAsync("input_audio_buffer.cleared");
        await detected.BeSilentAsync(1500);
        Expect.Order([], (await detected.SettleAsync()).InOrder(), "after a clear in the middle of speech");
    }

    private static async Task LargeAppend(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Manual);
        await dialogue.SayAppendAsync(Convert.ToBase64String(new byte[15 * 1024 * 1024]));
        Expect.Order([], (await dialogue.SettleAsync()).InOrder(), "a large append");
    }

    private static async Task NoBase64(Stage stage)
    {
        var dialogue = await stage.CallAsync();
        var error = await dialogue.RefusedAsync(Message.Of("input_audio_buffer.append", null, ("audio", "not base64!")), null);
        Expect.Same("audio", error.TextOrNull("error.param"), "error.param");
        await dialogue.SettleAsync();
    }

    private static async Task OddBytes(Stage stage)
    {
        var dialogue = await stage.CallAsync(Flows.Manual);
        var speech = stage.Target.Speech.ToArray();
        await dialogue.SayAppendAsync(Convert.ToBase64String(speech.AsSpan(0, 4801)));
        await dialogue.SayAppendAsync(Convert.ToBase64String(speech.AsSpan(4801)));
        await ItemChecks.ExpectSoundAsync(dialogue, speech);
    }

    private static async Task IdleTimeout(Stage stage)
    {
        const string Patience = ""","idle_timeout_ms":5000""";
        await Task.WhenAll(StaysSilent(), SpeaksUp());

        async Task StaysSilent()
        {
            var dialogue = await stage.CallAsync(Flows.Spoken(turnDetection: Patience));
            var (begun, playedMs) = await AnswerAsync(dialogue);
            var heard = await dialogue.HearUntilAsync("input_audio_buffer.timeout_triggered", within: TimeSpan.FromSeconds(20) + TimeSpan.FromMilliseconds(playedMs));
            var waited = (heard[^1].At - begun).TotalMilliseconds - playedMs;
            Expect.That(waited >= 4500, $"the timeout came {waited:0} ms after the end of playback, expected about 5000 ms");
            var after = await dialogue.HearUntilAsync("response.created");
            string[] expected = ["input_audio_buffer.committed", "conversation.item.added", "conversation.item.done", "response.created"];
            Expect.Order(expected, after.InOrder(), "after timeout_triggered");
            Expect.Same(heard[^1].Text("item_id"), after.The("input_audio_buffer.committed").Text("item_id"), "committed.item_id");
        }

        async Task SpeaksUp()
        {
            var dialogue = await stage.CallAsync(Flows.Spoken(turnDetection: Patience));
            var (begun, playedMs) = await AnswerAsync(dialogue);
            await stage.LetPassAsync(begun + TimeSpan.FromMilliseconds(playedMs + 4000) - dialogue.Line.Now);
            await dialogue.SpeakTurnAsync();
            var heard = await dialogue.HearUntilAsync("response.done");
            Expect.That(!heard.Of("input_audio_buffer.timeout_triggered").Any(), "timeout_triggered came although the user spoke at 4 s");
        }
    }

    // when its sound began, and how long it lasts
    private static async Task<(TimeSpan Begun, double Ms)> AnswerAsync(Dialogue dialogue)
    {
        var heard = await dialogue.AskAsync("Count from 1 to 5 in words."); // long enough to be told from an answer that is not played
        return (heard.Of("response.output_audio.delta").First().At, heard.SoundBytes() / 48.0);
    }

    private static async Task<IReadOnlyList<Heard>> TurnAsync(Dialogue dialogue)
    {
        await dialogue.SpeakTurnAsync();
        return await dialogue.HearUntilAsync("response.done");
    }

    private static JsonObject Commit() => Message.Of("input_audio_buffer.commit", null);
}
