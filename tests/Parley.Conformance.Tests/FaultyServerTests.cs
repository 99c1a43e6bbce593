using System.Text.Json.Nodes;
using Parley.Dialects;
using Parley.Dialogues;
using Parley.Judging;
using Parley.Server;

namespace Parley;

/// <summary>A server with one fault does not hold the check that is about it.</summary>
public sealed class FaultyServerTests(FaultyServerTests.Run run) : IClassFixture<FaultyServerTests.Run>
{
    private const string Speech = """{"type":"input_audio_buffer.speech_started","audio_start_ms":0,"item_id":"item_x"}""";
    private const string Limits = """{"type":"rate_limits.updated","rate_limits":[]}""";
    private const string Transcript = """{"type":"conversation.item.input_audio_transcription.delta","item_id":"item_x","content_index":0,"delta":"x"}""";
    private const string Unheard = """
        {"total_tokens":9,"input_tokens":5,"output_tokens":4,"input_token_details":{"text_tokens":5,"audio_tokens":0,"cached_tokens":0,
        "cached_tokens_details":{"text_tokens":0,"audio_tokens":0}},"output_token_details":{"text_tokens":1,"audio_tokens":3}}
        """;

    // the check, in which dialect, what the server does wrong, and what the verdict says of it
    private static readonly (int Check, DialectName Dialect, Fault Fault, string Says)[] Faults =
    [
        (1, DialectName.Ga, Fault.Set("session.created", "session.audio.output.speed", "1.5"), "session.audio.output.speed"),
        (1, DialectName.Beta, Fault.Rename("session.created", "session.updated"), "the first frame"),
        (1, DialectName.Beta, Fault.Set("session.created", "session.temperature", "1"), "session.temperature"),
        (2, DialectName.Ga, Fault.Append("""{"type":"conversation.created","conversation":{"id":"c","object":"realtime.conversation"}}""", "session.created"), "expected nothing"),
        (3, DialectName.Ga, new("key-echoed") { SelectsKey = true }, "subprotocol"),
        (4, DialectName.Ga, new("key-selected") { SelectsKey = true }, "the key was echoed"),
        (5, DialectName.Ga, new("any-key") { Header = (name, value) => name == "Authorization" ? $"Bearer {OwnServer.Key}" : value }, "did not"),
        (6, DialectName.Ga, new("any-model") { Query = "?model=parley" }, "did not"),
        (7, DialectName.Ga, Fault.Set("session.created", "session.object", "\"realtime.session\""), "session.object"),
        (8, DialectName.Beta, new("no-beta") { Header = (name, value) => name == "OpenAI-Beta" ? "none" : value }, "session.modalities is absent"),
        (9, DialectName.Yandex, Fault.Drop("session.updated"), "waited in vain for session.updated"),
        (10, DialectName.Ga, new("worthless-secret") { Answer = """{"value":"ek_worthless"}""" }, "waiting for session.created"),
        (11, DialectName.Ga, new("no-secret"), "begins 'ek_'"),
        (12, DialectName.Ga, new("no-session") { Query = "?model=none" }, "the server closed the idle connection after 0 pings"),
        (13, DialectName.Ga, Fault.Set("session.updated", "session.tool_choice", "\"none\""), "session.tool_choice"),
        (14, DialectName.Ga, Fault.Set("error", "error.param", "\"type\""), "error.param"),
        (15, DialectName.Ga, Fault.Set("error", "error.event_id", "null"), "error.event_id"),
        (16, DialectName.Beta, Fault.Insert(Speech, "error"), "speech without turn detection"),
        (17, DialectName.Ga, Fault.Omit("session.updated", "session.audio.input.turn_detection.idle_timeout_ms"), "turn_detection"),
        (18, DialectName.Yandex, Fault.Set("session.updated", "session.audio.input.turn_detection.threshold", "0.5"), "turn_detection"),
        (19, DialectName.Beta, Fault.Set("error", "error.param", "\"session.audio.output.speed\""), "error.param"),
        (20, DialectName.Ga, Fault.Omit("session.updated", "session.audio.input.transcription.prompt"), "transcription"),
        (21, DialectName.Ga, Fault.Set("error", "error.code", "\"invalid_value\""), "error.code"),
        (21, DialectName.Yandex, Fault.Set("session.updated", "session.audio.output.voice", "\"alloy\""), "session.audio.output.voice"),
        (22, DialectName.Ga, Fault.Set("session.updated", "session.instructions", "\"Be brief.\""), "the second session.instructions"),
        (23, DialectName.Ga, Fault.Drop("session.updated"), "waited in vain for session.updated"),
        (24, DialectName.Ga, Fault.Set("session.updated", "session.audio.output.format.rate", "8000"), "the output format"),
        (25, DialectName.Ga, Fault.Swap("input_audio_buffer.committed", after: "conversation.item.added"), "event 3: expected input_audio_buffer.committed"),
        (25, DialectName.Beta, Fault.Swap("response.audio.done", after: "response.audio_transcript.done"), "expected response.output_audio.done"),
        (25, DialectName.Yandex, Fault.Drop("response.content_part.done"), "expected response.content_part.done"),
        (26, DialectName.Ga, Fault.Set("input_audio_buffer.speech_stopped", "item_id", "\"item_x\""), "speech_stopped: item_id"),
        (27, DialectName.Ga, Fault.Set("input_audio_buffer.committed", "previous_item_id", "null"), "of the second turn"),
        (28, DialectName.Ga, Fault.Set("input_audio_buffer.speech_started", "audio_start_ms", "0"), "turn 2 begins at 0 ms"),
        (28, DialectName.Yandex, Fault.Set("input_audio_buffer.speech_started", "audio_start_ms", "1000", IsAfterASecond), "prefix_padding_ms"),
        (26, DialectName.Beta, Fault.Set("input_audio_buffer.speech_stopped", "audio_end_ms", "900.5"), "a whole number"),
        (29, DialectName.Ga, Fault.Append(Speech, "input_audio_buffer.committed"), "a turn without a response"),
        (30, DialectName.Ga, Fault.Insert(Speech, "error"), "ten seconds without speech"),
        (31, DialectName.Ga, Fault.Insert(Speech, "input_audio_buffer.committed"), "a manual commit"),
        (32, DialectName.Ga, Fault.Set("error", "error.message", "\"too small\""), "0.00ms"),
        (33, DialectName.Ga, Fault.Set("error", "error.code", "null"), "error.code"),
        (34, DialectName.Ga, Fault.Set("input_audio_buffer.committed", "item_id", "\"item_x\""), "committed.item_id"),
        (35, DialectName.Ga, Fault.Drop("input_audio_buffer.cleared"), "waited in vain for input_audio_buffer.cleared"),
        (36, DialectName.Ga, Fault.Insert("""{"type":"input_audio_buffer.cleared"}""", "error"), "a large append"),
        (37, DialectName.Ga, Fault.Set("error", "error.param", "null"), "error.param"),
        (38, DialectName.Ga, Fault.Set("conversation.item.retrieved", "item.content", """[{"type":"input_audio","transcript":null,"audio":"AAAA"}]"""), "bytes of item.content[0].audio"),
        (39, DialectName.Ga, Fault.Drop("input_audio_buffer.timeout_triggered"), "waited in vain for input_audio_buffer.timeout_triggered"),
        (40, DialectName.Ga, Fault.Drop("conversation.item.done"), "a written turn"),
        (40, DialectName.Beta, Fault.Set("response.text.done", "text", "\"x\""), "the text's deltas joined"),
        (40, DialectName.Beta, Fault.Set("conversation.item.created", "previous_item_id", "null", IsAnswer), "previous_item_id of the answer"),
        (40, DialectName.Yandex, Fault.Set("response.output_item.added", "item.status", "\"completed\""), "item.status of the answer"),
        (41, DialectName.Ga, Fault.Set("response.content_part.added", "part", """{"type":"output_audio","transcript":""}"""), "part.type"),
        (42, DialectName.Ga, Fault.Set("response.created", "response.conversation_id", "null"), "response.conversation_id"),
        (42, DialectName.Beta, Fault.Omit("response.created", "response.metadata"), "response.metadata"),
        (43, DialectName.Ga, Fault.Set("response.done", "response.usage.total_tokens", "1"), "total 1"),
        (43, DialectName.Yandex, Fault.Set("response.done", "response.usage", "null"), "response.usage"),
        (43, DialectName.Ga, Fault.Omit("response.done", "response.usage.output_token_details"), "output_token_details.text_tokens' is no number (absent)"),
        (43, DialectName.Ga, Fault.Set("response.done", "response.usage.output_token_details.text_tokens", "1000"), "the sum of output_token_details"),
        (43, DialectName.Beta, Fault.Set("response.done", "response.usage.input_token_details.audio_tokens", "0", IsSpoken), "the sum of input_token_details"),
        (43, DialectName.Yandex, Fault.Set("response.done", "response.usage", Unheard, IsSpoken), "without audio tokens of the input"),
        (43, DialectName.Ga, Fault.Omit("response.done", "response.usage.input_token_details.cached_tokens_details"), "cached_tokens_details"),
        (43, DialectName.Ga, Fault.Set("response.done", "response.usage.input_token_details.cached_tokens", "1"), "the sum of cached_tokens_details"),
        (44, DialectName.Ga, Fault.Swap("response.output_item.done", after: "response.done"), "the end of a response"),
        (45, DialectName.Ga, Fault.Set("error", "error.event_id", "null"), "error.event_id"),
        (46, DialectName.Ga, Fault.Set("response.created", "response.conversation_id", "\"conv_x\""), "response.conversation_id"),
        (47, DialectName.Ga, Fault.Set("error", "error.message", "\"No.\""), "Cancellation failed"),
        (48, DialectName.Ga, Fault.Set("response.output_item.done", "item.status", "\"completed\""), "item.status"),
        (48, DialectName.Beta, Fault.Drop("response.audio.done"), "a cancelled response"),
        (49, DialectName.Ga, Fault.Set("response.done", "response.output", """[{"id":"i","type":"message","status":"incomplete","role":"assistant","content":[]}]"""), "response.output"),
        (50, DialectName.Ga, Fault.Set("response.done", "response.status", "\"completed\""), "response.status"),
        (51, DialectName.Ga, Fault.Set("response.done", "response.status_details", """{"type":"failed","error":{"type":"server_error","code":null,"message":"x"}}"""), "error.code"),
        (52, DialectName.Ga, Fault.Set("response.done", "response.metadata", "null"), "response.metadata"),
        (53, DialectName.Ga, Fault.Set("response.output_text.done", "text", "\"x\""), "instructions of its own"),
        (54, DialectName.Ga, Fault.Set("response.done", "response.conversation_id", "\"conv_x\""), "response.conversation_id"),
        (54, DialectName.Yandex, Fault.Set("response.output_text.done", "text", "\"x\""), "the answer to the response's own input"),
        (55, DialectName.Ga, Fault.Drop("error"), "waited in vain for error"),
        (56, DialectName.Ga, Fault.Insert(Limits, "response.done"), "rate_limits.updated came before"),
        (57, DialectName.Ga, Fault.Drop("response.output_audio.delta"), "waited in vain for response.output_audio.delta"),
        (58, DialectName.Ga, Fault.Set("response.done", "response.status_details.reason", "\"client_cancelled\"", each => each["response"]!["status"]!.ToString() == "cancelled"), "reason"),
        (59, DialectName.Ga, Fault.Set("conversation.item.truncated", "audio_end_ms", "0"), "truncated.audio_end_ms"),
        (60, DialectName.Ga, Fault.Set("response.done", "response.status", "\"cancelled\""), "response.status"),
        (61, DialectName.Ga, Fault.Append("""{"type":"input_audio_buffer.cleared"}""", "response.done"), "expected nothing"),
        (62, DialectName.Ga, Fault.Set("response.done", "response.status", "\"cancelled\""), "response.status"),
        (63, DialectName.Ga, Fault.Set("conversation.item.truncated", "audio_end_ms", "5000"), "truncated.audio_end_ms"),
        (64, DialectName.Ga, Fault.Drop("conversation.item.truncated"), "waited in vain for conversation.item.truncated"),
        (65, DialectName.Ga, Fault.Append("""{"type":"conversation.item.truncated","item_id":"item_of_user","content_index":0,"audio_end_ms":1}""", "error"), "something was truncated"),
        (66, DialectName.Ga, Fault.Drop("conversation.item.truncated"), "conversation.item.truncated"),
        (67, DialectName.Ga, Fault.Set("response.output_item.added", "item.status", "\"completed\""), "output_item.added: item.status"),
        (67, DialectName.Ga, Fault.Omit("response.function_call_arguments.done", "name"), "'name' is absent"),
        (67, DialectName.Beta, Fault.Drop("conversation.item.created"), "a function call"),
        (68, DialectName.Ga, Fault.Set("response.output_item.done", "output_index", "0"), "output_index"),
        (69, DialectName.Ga, Fault.Set("response.output_text.done", "text", "\"x\""), "the answer"),
        (70, DialectName.Ga, Fault.Drop("response.done"), "before response.done"),
        (71, DialectName.Ga, Fault.Drop("response.done"), "waited in vain for response.done"),
        (72, DialectName.Ga, Fault.Set("response.output_item.done", "item.name", "\"get_weather\""), "the function that was called"),
        (73, DialectName.Yandex, Fault.Set("session.updated", "session.tools", """[{"type":"function","name":"get_news","parameters":{}}]"""), "parameters"),
        (75, DialectName.Ga, Fault.Set("conversation.item.added", "previous_item_id", "\"item_b\""), "previous_item_id"),
        (76, DialectName.Ga, Fault.Set("error", "error.event_id", "null"), "error.event_id"),
        (77, DialectName.Ga, Fault.Drop("conversation.item.deleted"), "waited in vain for conversation.item.deleted"),
        (78, DialectName.Ga, Fault.Set("error", "error.code", "\"not_found\""), "error.code"),
        (79, DialectName.Ga, Fault.Omit("conversation.item.retrieved", "item.content"), "item.content[0].type"),
        (80, DialectName.Ga, Fault.Set("conversation.item.input_audio_transcription.completed", "transcript", "\"x\""), "the deltas joined"),
        (80, DialectName.Ga, Fault.Set("conversation.item.input_audio_transcription.completed", "usage.seconds", "2.0"), "usage.seconds"),
        (81, DialectName.Ga, Fault.Insert(Transcript, "response.done"), "a transcription event came"),
        (82, DialectName.Ga, Fault.Set("conversation.item.input_audio_transcription.delta", "item_id", "\"item_x\""), "the delta's item_id"),
        (83, DialectName.Ga, Fault.Omit("conversation.item.input_audio_transcription.failed", "error.code"), "error.code"),
        (84, DialectName.Ga, Fault.Insert("""{"type":"response.output_audio.done"}""", "conversation.item.input_audio_transcription.completed"), "a response began"),
        (85, DialectName.Ga, Fault.Set("error", "error.code", "\"bad\""), "error.code"),
        (86, DialectName.Ga, Fault.Omit("error", "error.event_id"), "error.event_id"),
        (87, DialectName.Ga, Fault.Set("session.created", "session.expires_at", "1"), "expected the server to close"),
        (90, DialectName.Beta, Fault.Twice("conversation.item.created"), "how many conversation.item.created"),
        (91, DialectName.Beta, Fault.Drop("conversation.item.created"), "before conversation.item.created"),
        (92, DialectName.Yandex, Fault.Drop("response.output_text.delta"), "no response.output_text.delta"),
        (93, DialectName.Yandex, Fault.Drop("conversation.item.input_audio_transcription.completed"), "no transcript of the question"),
        (95, DialectName.Yandex, Fault.Drop("response.output_audio.delta"), "no response.output_audio.delta"),
        (96, DialectName.Yandex, Fault.Set("session.created", "session.expires_at", "1"), "expected the server to close"),
        (97, DialectName.Ga, new("wrong-secret") { Answer = """{"value":"sk_secret"}""" }, "'value' does not begin 'ek_'"),
        (98, DialectName.Ga, new("no-legacy"), "POST realtime/sessions: instructions"),

        // what is judged in every event, whatever the check is about
        (47, DialectName.Ga, Fault.Omit("error", "event_id"), "'event_id' is absent"),
        (22, DialectName.Ga, Fault.Set("session.updated", "event_id", "\"event_always\""), "an id that no other event has"),
        (47, DialectName.Ga, Fault.Append("""{"type":"parley.secret"}""", "session.created"), "an event of the Ga dialect"),
        (40, DialectName.Ga, Fault.Set("response.output_item.added", "output_index", "0.0"), "a whole number"),
        (40, DialectName.Ga, Fault.Set("response.output_item.done", "item.status", "\"cancelled\""), "'in_progress' or 'completed' or 'incomplete'"),
        (40, DialectName.Beta, Fault.Omit("conversation.item.created", "item.object"), "item.object"),
    ];

    private static bool IsAnswer(JsonObject added) => added.Find("item.role")?.ToString() == "assistant";

    private static bool IsSpoken(JsonObject done) => done.Find("response.usage.output_token_details.audio_tokens")!.GetValue<int>() > 0;

    private static bool IsAfterASecond(JsonObject started) => started["audio_start_ms"]!.GetValue<int>() is > 500 and < 1100;

    public static IEnumerable<object[]> Rows => Faults.Select((fault, row) => new object[] { row, fault.Check, fault.Dialect, fault.Fault.Name });

    [Theory]
    [MemberData(nameof(Rows))]
    public void It_is_found_out(int row, int check, DialectName dialect, string fault)
    {
        var verdict = run.Verdicts[row];
        verdict.Outcome.ShouldBe(Outcome.Failed, $"[{check}] in {dialect}, {fault}");
        verdict.Reason.ShouldNotBeNull().ShouldContain(Faults[row].Says);
    }

    [Fact]
    public void What_is_wrong_in_any_event_is_also_told_of_the_whole_run()
    {
        run.OfFields.ShouldContain(verdict => verdict.Check == 88 && verdict.Outcome == Outcome.Failed && verdict.Reason!.Contains("in check 47", StringComparison.Ordinal));
        run.OfFields.ShouldContain(verdict => verdict.Check == 89 && verdict.Outcome == Outcome.Held);
        run.OfTypes.ShouldContain(verdict => verdict.Check == 88 && verdict.Outcome == Outcome.Held);
        run.OfTypes.ShouldContain(verdict => verdict.Check == 89 && verdict.Outcome == Outcome.Failed && verdict.Reason!.Contains("parley.secret", StringComparison.Ordinal));
    }

    /// <summary>One run for all rows, each against a server of its own fault.</summary>
    public sealed class Run : IAsyncLifetime
    {
        private readonly Verdict[] _verdicts = new Verdict[Faults.Length];
        private ParleyServer? _server;
        private Relay? _relay;

        public IReadOnlyList<Verdict> Verdicts => _verdicts;

        public IReadOnlyList<Verdict> OfFields { get; private set; } = [];

        public IReadOnlyList<Verdict> OfTypes { get; private set; } = [];

        public async Task InitializeAsync()
        {
            _server = await OwnServer.StartAsync();
            _relay = await Relay.StartAsync(_server);
            await Parallel.ForAsync(0, Faults.Length, new ParallelOptions { MaxDegreeOfParallelism = 24 }, async (row, _) =>
            {
                var (check, dialect, fault, _) = Faults[row];
                _verdicts[row] = (await JudgeAsync(fault with { Name = $"{row}-{fault.Name}" }, dialect, check)).Single();
            });
            OfFields = await JudgeAsync(Fault.Omit("error", "event_id"), DialectName.Ga, 47, 88, 89);
            OfTypes = await JudgeAsync(Fault.Append("""{"type":"parley.secret"}""", "session.created"), DialectName.Ga, 47, 88, 89);
        }

        public async Task DisposeAsync()
        {
            await _relay!.DisposeAsync();
            await _server!.DisposeAsync();
        }

        private async Task<IReadOnlyList<Verdict>> JudgeAsync(Fault fault, DialectName dialect, params int[] checks)
        {
            var target = OwnServer.At(_relay!.With(fault)) with { Timeout = TimeSpan.FromSeconds(20) }; // what is dropped is waited for in vain
            var selection = new Selection { Only = checks.ToHashSet(), Dialects = [dialect] };
            return (await new ConformanceSuite(target, selection).RunAsync(null, CancellationToken.None)).Verdicts;
        }
    }
}
