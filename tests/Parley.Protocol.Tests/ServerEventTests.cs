using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Protocol;

namespace Parley.Tests;

public class ServerEventTests
{
    [Fact]
    public void Session_created_equals_the_reference_object_key_by_key()
    {
        var session = new RealtimeSessionConfig("gpt-realtime", Instructions: "…", Audio: new(new(TurnDetection: new ServerVad())))
        {
            Object = "realtime.session", Id = "sess_1", ExpiresAt = 1785217655,
        };

        ShouldBeJson(new SessionCreated(session) { EventId = "event_1" }, """
            {"type":"session.created","event_id":"event_1","session":{"type":"realtime","object":"realtime.session","id":"sess_1","model":"gpt-realtime","output_modalities":["audio"],"instructions":"…","tools":[],"tool_choice":"auto","max_output_tokens":"inf","tracing":null,"truncation":"auto","prompt":null,"expires_at":1785217655,"audio":{"input":{"format":{"type":"audio/pcm","rate":24000},"transcription":null,"noise_reduction":null,"turn_detection":{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,"silence_duration_ms":200,"idle_timeout_ms":null,"create_response":true,"interrupt_response":true}},"output":{"format":{"type":"audio/pcm","rate":24000},"voice":"alloy","speed":1.0}},"include":null}}
            """);
    }

    [Fact]
    public void An_error_always_has_its_five_keys() => ShouldBeJson(
        new ErrorEvent(new(ErrorDetails.InvalidRequest, null, "No.")) { EventId = "event_1" },
        """{"type":"error","event_id":"event_1","error":{"type":"invalid_request_error","code":null,"message":"No.","param":null,"event_id":null}}""");

    [Fact]
    public void A_response_in_progress_shows_its_nulls()
    {
        var response = new ResponseInfo(
            "resp_1", ResponseStatus.InProgress, null, [], "conv_1", [Modality.Audio], MaxTokens.Infinite, new(new(AudioFormat.Pcm24000, new("alloy"))), null, null);

        ShouldBeJson(new ResponseCreated(response) { EventId = "event_1" }, """
            {"type":"response.created","event_id":"event_1","response":{"object":"realtime.response","id":"resp_1","status":"in_progress","status_details":null,"output":[],"conversation_id":"conv_1","output_modalities":["audio"],"max_output_tokens":"inf","audio":{"output":{"format":{"type":"audio/pcm","rate":24000},"voice":"alloy"}},"usage":null,"metadata":null}}
            """);
    }

    [Fact]
    public void Usage_adds_up_and_shows_every_key() => ShouldBeJson(
        new ResponseDone(new("resp_1", ResponseStatus.Cancelled, new(ResponseStatus.Cancelled, "turn_detected"), [], null, [Modality.Text], new(5), new(new(AudioFormat.Pcm24000, new("alloy"))), Usage.Of(new(10, 2), new(4, 1)), null)),
        """
        {"type":"response.done","response":{"object":"realtime.response","id":"resp_1","status":"cancelled","status_details":{"type":"cancelled","reason":"turn_detected"},"output":[],"conversation_id":null,"output_modalities":["text"],"max_output_tokens":5,"audio":{"output":{"format":{"type":"audio/pcm","rate":24000},"voice":"alloy"}},"usage":{"total_tokens":17,"input_tokens":12,"output_tokens":5,"input_token_details":{"text_tokens":10,"audio_tokens":2,"image_tokens":0,"cached_tokens":0,"cached_tokens_details":{"text_tokens":0,"audio_tokens":0,"image_tokens":0}},"output_token_details":{"text_tokens":4,"audio_tokens":1}},"metadata":null}}
        """);

    [Fact]
    public void A_user_audio_part_always_has_the_key_transcript() => ShouldBeJson(
        new ConversationItemAdded(null, new MessageItem(Role.User, [new InputAudio()]) { Id = "item_1", Status = ItemStatus.Completed }),
        """{"type":"conversation.item.added","previous_item_id":null,"item":{"type":"message","id":"item_1","status":"completed","role":"user","content":[{"type":"input_audio","transcript":null}]}}""");

    [Fact]
    public void Cyrillic_and_quotes_travel_as_they_are() =>
        JsonSerializer.Serialize(new ResponseOutputTextDelta("r", "i", 0, 0, "it's «да»"), ProtocolJson.Strict.TypeInfo<ServerEvent>()).ShouldContain("it's «да»");

    [Fact]
    public void A_member_that_came_later_does_not_stop_a_client() =>
        JsonSerializer.Deserialize("""{"type":"input_audio_buffer.cleared","event_id":"e","since":2027}""", ProtocolJson.Lenient.TypeInfo<ServerEvent>())
            .ShouldBe(new InputAudioBufferCleared { EventId = "e" });

    private static void ShouldBeJson(ServerEvent actual, string expected)
    {
        var written = JsonSerializer.SerializeToNode(actual, ProtocolJson.Strict.TypeInfo<ServerEvent>());
        JsonNode.DeepEquals(written, JsonNode.Parse(expected)).ShouldBeTrue(written!.ToJsonString());
    }
}
