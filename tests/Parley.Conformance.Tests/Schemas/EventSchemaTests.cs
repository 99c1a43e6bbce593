using System.Text.Json.Nodes;
using Parley.Dialects;

namespace Parley.Schemas;

public class EventSchemaTests
{
    private const string Delta = """{"type":"response.output_audio.delta","event_id":"e","response_id":"r","item_id":"i","output_index":0,"content_index":0,"delta":"AAAA"}""";
    private const string Error = """{"type":"error","event_id":"e","error":{"type":"invalid_request_error","code":null,"message":"No.","param":null,"event_id":null}}""";

    [Theory]
    [InlineData(DialectName.Ga, Delta)]
    [InlineData(DialectName.Yandex, Delta)]
    [InlineData(DialectName.Beta, Error)]
    [InlineData(DialectName.Ga, """{"type":"response.output_text.delta","event_id":"e","response_id":"r","item_id":"i","output_index":0,"content_index":0,"delta":"Hi","obfuscation":"aXj"}""")]
    public void A_right_event_passes_whatever_else_stands_in_it(DialectName dialect, string json) => Check(dialect, json).ShouldBeEmpty();

    [Theory]
    [InlineData(DialectName.Ga, Delta, "\"output_index\":0", "\"output_index\":0.0", "output_index", "a whole number", "0.0")]
    [InlineData(DialectName.Ga, Delta, "\"output_index\":0", "\"output_index\":null", "output_index", "a whole number", "null")]
    [InlineData(DialectName.Ga, Delta, "\"output_index\":0,", "", "output_index", "a whole number", "absent")]
    [InlineData(DialectName.Ga, Delta, "AAAA", "AAA", "delta", "padded base64", "\"AAA\"")]
    [InlineData(DialectName.Ga, Delta, "\"event_id\":\"e\",", "", "event_id", "a string that is not empty", "absent")]
    [InlineData(DialectName.Beta, Delta, "", "", "type", "an event of the Beta dialect", "'response.output_audio.delta'")]
    [InlineData(DialectName.Beta, Error, "\"param\":null,", "", "error.param", "null or a string", "absent")]
    [InlineData(DialectName.Ga, Error, "\"No.\"", "7", "error.message", "a string that is not empty", "7")]
    public void A_wrong_event_is_told_by_its_place_what_is_expected_and_what_stands_there(
        DialectName dialect, string json, string right, string wrong, string path, string expected, string got)
    {
        var violation = Check(dialect, right.Length == 0 ? json : json.Replace(right, wrong)).ShouldHaveSingleItem();
        (violation.Path, violation.Expected, violation.Got).ShouldBe((path, expected, got));
    }

    [Theory]
    [InlineData("""{"type":"message","id":"i","status":"cancelled","role":"user","content":[]}""", "item.status")]
    [InlineData("""{"type":"message","id":"i","status":"completed","role":"developer","content":[]}""", "item.role")]
    [InlineData("""{"type":"message","id":"i","status":"completed","role":"assistant","content":[{"type":"audio","transcript":""}]}""", "item.content[0].type")]
    [InlineData("""{"type":"message","id":"i","status":"completed","role":"user","content":[{"type":"input_audio"}]}""", "item.content[0].transcript")]
    [InlineData("""{"type":"message","id":"i","status":"completed","role":"assistant","content":[{"type":"output_audio","transcript":"","audio":"AAAA"}]}""", "item.content[0].audio")]
    [InlineData("""{"type":"function_call","id":"i","status":"in_progress","name":"f","arguments":""}""", "item.call_id")]
    [InlineData("""{"type":"poem","id":"i"}""", "item.type")]
    public void Items_are_looked_into(string item, string path) =>
        Check(DialectName.Ga, $$"""{"type":"conversation.item.added","event_id":"e","previous_item_id":null,"item":{{item}}}""").ShouldHaveSingleItem().Path.ShouldBe(path);

    [Fact]
    public void A_response_that_is_done_has_its_usage()
    {
        const string Done = """
            {"type":"response.done","event_id":"e","response":{"object":"realtime.response","id":"r","status":"completed","status_details":null,"output":[],"conversation_id":"c",
            "output_modalities":["text"],"max_output_tokens":"inf","audio":{"output":{"format":{"type":"audio/pcm","rate":24000},"voice":"alloy"}},"usage":null,"metadata":null}}
            """;
        Check(DialectName.Ga, Done).ShouldHaveSingleItem().Path.ShouldBe("response.usage");
    }

    [Fact]
    public void An_event_id_comes_once_in_a_session()
    {
        var watch = new EventWatch(DialectName.Ga);
        watch.Next(Parse(Delta)).ShouldBeEmpty();
        watch.Next(Parse(Delta)).ShouldHaveSingleItem().Path.ShouldBe("event_id");
        new EventWatch(DialectName.Ga).Next(Parse(Delta)).ShouldBeEmpty();
    }

    [Fact]
    public void An_extension_passes_for_those_who_asked_for_it()
    {
        var trace = Parse("""{"type":"parley.turn.trace","event_id":"e"}""");
        new EventWatch(DialectName.Ga, "parley.turn.trace").Next(trace).ShouldBeEmpty();
        new EventWatch(DialectName.Ga).Next(trace).ShouldHaveSingleItem().IsForeignType.ShouldBeTrue();
    }

    private static IReadOnlyList<SchemaViolation> Check(DialectName dialect, string json) => EventSchema.For(dialect).Check(Parse(json));

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
