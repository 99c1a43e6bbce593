using System.Text;
using Parley.Protocol;

namespace Parley.Tests;

public class ClientEventReaderTests
{
    [Theory]
    [InlineData("{", "invalid_json", null)]
    [InlineData("""{"type":"response.create","type":"x"}""", "invalid_json", null)]
    [InlineData("[]", "invalid_event", null)]
    [InlineData("{}", "invalid_event", "type")]
    [InlineData("""{"type":5}""", "invalid_event", "type")]
    [InlineData("""{"type":"nope"}""", "invalid_value", "type")]
    [InlineData("""{"type":"parley.unreadable","message":"x"}""", "invalid_value", "type")]
    [InlineData("""{"type":"session.update"}""", "missing_required_parameter", "session")]
    [InlineData("""{"type":"session.update","session":null}""", "invalid_type", "session")]
    [InlineData("""{"type":"session.update","session":[]}""", "invalid_type", "session")]
    [InlineData("""{"type":"input_audio_buffer.append"}""", "missing_required_parameter", "audio")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":"*"}""", "invalid_value", "audio")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":7}""", "invalid_type", "audio")]
    [InlineData("""{"type":"response.create","extra":1}""", "unknown_parameter", "extra")]
    [InlineData("""{"type":"response.create","response":{"nope":1}}""", "unknown_parameter", "response.nope")]
    [InlineData("""{"type":"response.create","response":{"metadata":{"a":1}}}""", "invalid_type", "response.metadata.a")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"message","role":"user"}}""", "missing_required_parameter", "item.content")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"message","role":"developer","content":[]}}""", "invalid_value", "item.role")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"message","role":1,"content":[]}}""", "invalid_type", "item.role")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"message","role":"USER","content":[]}}""", "invalid_value", "item.role")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"message","role":"system, user","content":[]}}""", "invalid_value", "item.role")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text"}]}}""", "missing_required_parameter", "item.content[0].text")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[null]}}""", "invalid_type", "item.content[0]")]
    [InlineData("""{"type":"conversation.item.create","item":{"role":"user","content":[]}}""", "missing_required_parameter", "item.type")]
    [InlineData("""{"type":"conversation.item.truncate","item_id":"a","content_index":0,"audio_end_ms":1.5}""", "invalid_type", "audio_end_ms")]
    [InlineData("""{"type":"conversation.item.truncate","item_id":"a","content_index":0}""", "missing_required_parameter", "audio_end_ms")]
    [InlineData("""{"type":"response.cancel","event_id":5}""", "invalid_type", "event_id")]
    public void A_mistake_is_named_with_its_code_and_place(string message, string code, string? param)
    {
        var mistake = Should.Throw<InvalidRequestException>(() => Read(message));

        mistake.Code.ShouldBe(code);
        mistake.Param.ShouldBe(param);
    }

    [Fact]
    public void An_event_id_that_is_too_long_is_told_how_long_it_may_be() =>
        Should.Throw<InvalidRequestException>(() => Read($$"""{"type":"response.cancel","event_id":"{{new string('x', 513)}}"}""")).Message.ShouldContain("at most 512 characters");

    [Theory]
    [InlineData("{", "Invalid JSON at line 1, byte 2. ")]
    [InlineData("{\n\"type\":}", "Invalid JSON at line 2, byte 8. ")]
    public void Broken_Json_is_told_by_its_place_and_not_in_the_parsers_words(string message, string beginning) =>
        Should.Throw<InvalidRequestException>(() => Read(message)).Message.ShouldStartWith(beginning + "Expected one JSON object");

    [Theory]
    [InlineData("""{"type":"session.update","session":null}""", "session", "an object", "null")]
    [InlineData("""{"type":"session.update","session":[]}""", "session", "an object", "an array")]
    [InlineData("""{"type":"session.update","session":"x"}""", "session", "an object", "a string")]
    [InlineData("""{"type":"conversation.item.create","item":null}""", "item", "an object", "null")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"message","role":"user","content":null}}""", "item.content", "an array", "null")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[null]}}""", "item.content[0]", "an object", "null")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"c","output":null}}""", "item.output", "a string", "null")]
    [InlineData("""{"type":"conversation.item.delete","item_id":null}""", "item_id", "a string", "null")]
    public void A_wrong_type_is_answered_with_the_right_one(string message, string param, string expected, string got) =>
        Should.Throw<InvalidRequestException>(() => Read(message)).Message.ShouldBe($"Invalid type for '{param}': expected {expected}, but got {got} instead.");

    [Theory]
    [InlineData("""{"audio":null}""")]
    [InlineData("""{"audio":{"output":null}}""")]
    [InlineData("""{"audio":{"output":{"format":null,"voice":null}}}""")]
    [InlineData("""{"tools":null,"tool_choice":null,"output_modalities":null,"max_output_tokens":null,"metadata":null,"input":null}""")]
    public void Null_in_what_a_response_is_asked_for_is_as_good_as_absent(string response) =>
        SessionLimits.Checked(Read($$"""{"type":"response.create","response":{{response}}}""").ShouldBeOfType<ResponseCreate>().Response!).Tools.ShouldBeNull();

    [Fact]
    public void An_unknown_type_is_answered_with_the_list_of_types()
    {
        var mistake = Should.Throw<InvalidRequestException>(() => Read("""{"type":"nope"}"""));

        mistake.Message.ShouldStartWith("Invalid value: 'nope'. Supported values are: 'session.update', ");
        mistake.Message.ShouldNotContain("parley");
    }

    [Fact]
    public void The_type_need_not_come_first() =>
        Read("""{"event_id":"e1","response":{"conversation":"none"},"type":"response.create"}""")
            .ShouldBe(new ResponseCreate(new ResponseParams { Conversation = "none" }) { EventId = "e1" });

    [Theory]
    [InlineData("""{"type":"response.create"}""")]
    [InlineData("""{"type":"response.create","response":{}}""")]
    [InlineData("""{"type":"response.create","response":null}""")]
    public void A_response_may_be_asked_for_without_a_word(string message) => Read(message).ShouldBeOfType<ResponseCreate>();

    [Fact]
    public void Every_client_event_of_the_protocol_is_known() => ProtocolJson.ClientEventNames.Count.ShouldBe(11);

    private static ClientEvent Read(string message) => ClientEventReader.Read(ClientEventReader.Parse(Encoding.UTF8.GetBytes(message)));
}
