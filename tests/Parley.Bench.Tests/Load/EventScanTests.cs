using System.Buffers;
using System.Text;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Load;

public class EventScanTests
{
    [Fact]
    public void The_type_may_stand_anywhere()
    {
        var sign = Scan("""{"response_id":"r1","delta":"AAAA","item_id":"i1","nested":{"type":"error","id":"x"},"type":"response.output_audio.delta"}""");

        sign.ShouldBe(new ServerSign(EventKind.AudioDelta) { Response = Id("r1"), Item = Id("i1"), SoundBytes = 3 });
    }

    [Theory]
    [InlineData("AAAA", 3), InlineData("AAA=", 2), InlineData("AA==", 1), InlineData("", 0), InlineData("AAAAAA\\u003d\\u003d", 4)]
    public void Sound_is_counted_as_it_was_before_it_became_text(string base64, int bytes) =>
        Scan($$"""{"type":"response.output_audio.delta","delta":"{{base64}}"}""").SoundBytes.ShouldBe(bytes);

    [Fact]
    public void A_text_delta_is_no_sound() =>
        Scan("""{"type":"response.output_audio_transcript.delta","delta":"four"}""").ShouldBe(new(EventKind.TranscriptDelta));

    [Fact]
    public void The_end_of_a_response_says_which_and_how()
    {
        Scan("""{"type":"response.done","response":{"output":[{"id":"i","status":"incomplete"}],"status":"cancelled","status_details":{"type":"cancelled","reason":"turn_detected"},"id":"r"}}""")
            .ShouldBe(new ServerSign(EventKind.ResponseDone) { Response = Id("r"), End = ResponseEnd.Cancelled });
        Scan("""{"type":"response.done","response":{"id":"r","status":"failed","status_details":{"type":"failed","error":{"type":"server_error","code":"engine_failed"}}}}""")
            .ShouldBe(new ServerSign(EventKind.ResponseDone) { Response = Id("r"), End = ResponseEnd.Failed, Code = "engine_failed" });
        Scan("""{"type":"response.done","response":{"id":"r","status":"completed","status_details":null}}""")
            .ShouldBe(new ServerSign(EventKind.ResponseDone) { Response = Id("r"), End = ResponseEnd.Completed });
    }

    [Fact]
    public void A_call_keeps_its_id_to_be_answered_by() =>
        Scan("""{"call_id":"call_7","type":"response.function_call_arguments.done","arguments":"{}","response_id":"r","item_id":"i"}""")
            .ShouldBe(new ServerSign(EventKind.ArgumentsDone) { Response = Id("r"), Item = Id("i"), CallId = "call_7" });

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"invalid_request_error","code":"unknown_parameter","message":"m"}}""", "unknown_parameter")]
    [InlineData("""{"type":"error","error":{"code":null,"type":"server_error"}}""", "server_error")]
    public void An_error_says_its_code_or_at_least_whose_fault_it_is(string message, string code) =>
        Scan(message).ShouldBe(new ServerSign(EventKind.Error) { Code = code });

    [Theory]
    [InlineData(DialectName.Ga), InlineData(DialectName.Beta), InlineData(DialectName.Yandex)]
    public void Events_are_known_in_every_dialect(DialectName name)
    {
        var dialect = Dialect.Create(name);

        Scan(dialect, new ResponseOutputAudioDelta("r", "i", 0, 0, new byte[480])).ShouldBe(new(EventKind.AudioDelta) { Response = Id("r"), Item = Id("i"), SoundBytes = 480 });
        Scan(dialect, new ResponseOutputAudioDone("r", "i", 0, 0)).ShouldBe(new(EventKind.AudioDone) { Response = Id("r"), Item = Id("i") });
        Scan(dialect, new InputAudioBufferSpeechStopped(10, "u")).ShouldBe(new(EventKind.SpeechStopped) { Item = Id("u") });
        Scan(dialect, new ConversationItemAdded(null, new FunctionCallOutputItem("c", "o") { Id = "u" })).ShouldBe(new(EventKind.ItemAdded) { Item = Id("u") });
    }

    [Fact]
    public void What_is_not_known_is_passed_over() =>
        Scan("""{"type":"rate_limits.updated","rate_limits":[{"name":"tokens","limit":1}]}""").ShouldBe(new(EventKind.Other));

    [Theory]
    [InlineData("{"), InlineData("[]"), InlineData("no"), InlineData("{}"), InlineData("""{"type":7}""")]
    public void What_is_no_event_is_refused(string message) => Should.Throw<InvalidDataException>(() => Scan(message));

    private static ServerSign Scan(string message) => EventScan.Read(Encoding.UTF8.GetBytes(message));

    private static ServerSign Scan(IDialect dialect, ServerEvent serverEvent)
    {
        var output = new ArrayBufferWriter<byte>();
        dialect.Write(serverEvent, output).ShouldBeTrue();
        return EventScan.Read(output.WrittenSpan);
    }

    private static ulong Id(string id) => Identity.Of(Encoding.UTF8.GetBytes(id));
}
