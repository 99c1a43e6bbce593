using System.Text.Json.Nodes;
using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Tests;

public class BetaDialectTests
{
    private static readonly RealtimeSessionConfig Default = new("parley", Audio: new(new(TurnDetection: new ServerVad())));

    private readonly IDialect _beta = Dialect.Create(DialectName.Beta);

    [Fact]
    public void A_session_is_shown_flat()
    {
        var json = _beta.WritesJson(new SessionCreated(Samples.Session) { EventId = "event_1" });

        json["type"]!.GetValue<string>().ShouldBe("session.created");
        ShouldBeJson(json["session"]!, """
            {"object":"realtime.session","id":"sess_1","expires_at":1,"include":["item.input_audio_transcription.logprobs"],"model":"m",
             "modalities":["text","audio"],"instructions":"Be brief.","voice":"ash","speed":1.25,
             "input_audio_format":"g711_ulaw","output_audio_format":"g711_alaw",
             "input_audio_transcription":{"model":"w","language":"en","prompt":null},"input_audio_noise_reduction":{"type":"near_field"},
             "turn_detection":{"type":"server_vad","threshold":0.6,"prefix_padding_ms":200,"silence_duration_ms":400,"create_response":true,"interrupt_response":true},
             "tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"}}],"tool_choice":{"type":"function","name":"f"},
             "temperature":0.8,"max_response_output_tokens":100,"tracing":null,"prompt":null}
            """);
    }

    [Fact]
    public void A_response_is_shown_flat()
    {
        var json = _beta.WritesJson(new ResponseDone(Samples.Response))["response"]!.AsObject();

        json["modalities"]!.ToJsonString().ShouldBe("""["text","audio"]""");
        json["voice"]!.GetValue<string>().ShouldBe("ash");
        json["output_audio_format"]!.GetValue<string>().ShouldBe("pcm16");
        json["max_output_tokens"]!.GetValue<int>().ShouldBe(5);
        json["temperature"]!.GetValue<double>().ShouldBe(0.8);
        json.ContainsKey("audio").ShouldBeFalse();
        json.ContainsKey("output_modalities").ShouldBeFalse();
        json["output"]![0]!["object"]!.GetValue<string>().ShouldBe("realtime.item");
        json["output"]![0]!["content"]!.ToJsonString().ShouldBe("""[{"type":"audio","transcript":"hello"},{"type":"text","text":"text"}]""");
    }

    [Theory]
    [InlineData("response.output_text.delta", "response.text.delta")]
    [InlineData("response.output_text.done", "response.text.done")]
    [InlineData("response.output_audio.delta", "response.audio.delta")]
    [InlineData("response.output_audio.done", "response.audio.done")]
    [InlineData("response.output_audio_transcript.delta", "response.audio_transcript.delta")]
    [InlineData("response.output_audio_transcript.done", "response.audio_transcript.done")]
    [InlineData("conversation.item.added", "conversation.item.created")]
    [InlineData("response.function_call_arguments.done", "response.function_call_arguments.done")]
    [InlineData("parley.turn.trace", "parley.turn.trace")]
    public void Events_have_their_beta_names(string ga, string beta)
    {
        var sample = Samples.ServerEvents.First(each => each.WireName() == ga);
        _beta.WritesJson(sample)["type"]!.GetValue<string>().ShouldBe(beta);
    }

    [Theory]
    [InlineData("conversation.item.done")]
    [InlineData("input_audio_buffer.timeout_triggered")]
    [InlineData("input_audio_buffer.dtmf_event_received")]
    [InlineData("conversation.item.input_audio_transcription.segment")]
    [InlineData("mcp_list_tools.in_progress")]
    [InlineData("mcp_list_tools.completed")]
    [InlineData("mcp_list_tools.failed")]
    [InlineData("response.mcp_call_arguments.delta")]
    [InlineData("response.mcp_call_arguments.done")]
    [InlineData("response.mcp_call.in_progress")]
    [InlineData("response.mcp_call.completed")]
    [InlineData("response.mcp_call.failed")]
    public void Events_that_came_with_Ga_are_not_sent(string ga) =>
        Samples.ServerEvents.Where(each => each.WireName() == ga).ShouldAllBe(each => _beta.Writes(each) == null);

    [Fact]
    public void Items_of_Mcp_are_not_sent()
    {
        var call = new McpCallItem("s", "n", "{}") { Id = "item_m" };

        _beta.Writes(new ResponseOutputItemAdded("r", 0, call)).ShouldBeNull();
        _beta.Writes(new ConversationItemAdded(null, call)).ShouldBeNull();
        _beta.WritesJson(new ResponseDone(Samples.Response with { Output = [call, new FunctionCallItem("f")] }))["response"]!["output"]!.AsArray()
            .Count.ShouldBe(1);
    }

    [Fact]
    public void An_item_is_told_once_with_its_object_and_short_parts() => ShouldBeJson(
        _beta.WritesJson(new ConversationItemAdded(null, new MessageItem(Role.Assistant, [new OutputAudio("hi")]) { Id = "i" })),
        """
        {"type":"conversation.item.created","previous_item_id":null,
         "item":{"type":"message","id":"i","object":"realtime.item","role":"assistant","content":[{"type":"audio","transcript":"hi"}]}}
        """);

    [Fact]
    public void Settings_of_an_update_are_accepted_and_echoed()
    {
        var next = _beta.Applies(
            """
            {"type":"session.update","session":{"modalities":["audio","text"],"voice":"ash","speed":1.1,"input_audio_format":"g711_ulaw","output_audio_format":"g711_alaw",
             "input_audio_transcription":{"model":"whisper-1"},"input_audio_noise_reduction":{"type":"far_field"},"turn_detection":{"type":"server_vad","threshold":0.7},
             "temperature":0.9,"max_response_output_tokens":200,"tools":[{"type":"function","name":"f"}],"tool_choice":"none"}}
            """,
            to: Default).ShouldBeOfType<RealtimeSessionConfig>();

        next.OutputModalities.ShouldBe([Modality.Audio]);
        next.Audio.Output.ShouldBe(new AudioOutput(new("audio/pcma"), new("ash"), 1.1));
        next.Audio.Input.ShouldBe(new AudioInput(
            new("audio/pcmu"), new("whisper-1"), new(NoiseReductionType.FarField), new ServerVad(Threshold: 0.7)));
        next.MaxOutputTokens.ShouldBe(new MaxTokens(200));

        var echo = _beta.WritesJson(new SessionUpdated(next))["session"]!;
        echo["modalities"]!.ToJsonString().ShouldBe("""["text","audio"]""");
        echo["temperature"]!.GetValue<double>().ShouldBe(0.9);
        echo["max_response_output_tokens"]!.GetValue<int>().ShouldBe(200);
        echo["input_audio_format"]!.GetValue<string>().ShouldBe("g711_ulaw");
    }

    [Fact]
    public void Null_turns_turn_detection_off_at_the_top_of_the_session() =>
        _beta.Applies("""{"type":"session.update","session":{"turn_detection":null}}""", to: Default).Input.TurnDetection.ShouldBeNull();

    [Fact]
    public void Settings_of_a_response_are_accepted_and_echoed()
    {
        var asked = _beta.Reads("""
            {"type":"response.create","response":{"modalities":["text"],"voice":"ash","output_audio_format":"g711_ulaw","temperature":1.1,"max_response_output_tokens":7,
             "input":[{"type":"message","role":"user","content":[{"type":"item_reference","id":"item_1"}]},
                      {"type":"message","role":"assistant","content":[{"type":"text","text":"t"}]}]}}
            """).ShouldBeOfType<ResponseCreate>().Response!;

        asked.OutputModalities.ShouldBe([Modality.Text]);
        asked.Audio!.Output.ShouldBe(new ResponseParamsAudioOutput(new("audio/pcmu"), new("ash")));
        asked.MaxOutputTokens.ShouldBe(new MaxTokens(7));
        asked.Input![0].ShouldBe(new ItemReference { Id = "item_1" });
        asked.Input[1].ShouldBeOfType<MessageItem>().Content.ShouldBe([new OutputText("t")]);

        asked.Temperature.ShouldBe(1.1);
        TemperatureOf(new ResponseCreated(Samples.Response with { Temperature = 1.1 })).ShouldBe(1.1);
        TemperatureOf(new ResponseDone(Samples.Response)).ShouldBe(0.8);
    }

    [Theory]
    [InlineData("""{"type":"session.update","event_id":"e1","session":{"input_audio_format":"mp3"}}""", "invalid_value", "session.input_audio_format")]
    [InlineData("""{"type":"response.create","event_id":"e1","response":{"temperature":"warm"}}""", "invalid_type", "response.temperature")]
    [InlineData("""{"type":"response.create","event_id":"e1","response":{"output_audio_format":"mp3"}}""", "invalid_value", "response.output_audio_format")]
    public void A_mistake_in_betas_own_words_is_named(string message, string code, string param)
    {
        var mistake = _beta.Reads(message).ShouldBeOfType<Unreadable>();

        mistake.Code.ShouldBe(code);
        mistake.Param.ShouldBe(param);
        mistake.EventId.ShouldBe("e1");
    }

    [Theory]
    [InlineData("""["audio"]""")]
    [InlineData("[]")]
    public void Sound_comes_with_its_text_or_not_at_all(string modalities)
    {
        var mistake = _beta.Reads($$$"""{"type":"session.update","event_id":"e1","session":{"modalities":{{{modalities}}}}}""").ShouldBeOfType<Unreadable>();
        (mistake.Code, mistake.Param).ShouldBe(("invalid_value", "session.modalities"));
        mistake.Message.ShouldContain("['text'] and ['text', 'audio']");
    }

    [Theory]
    [InlineData("""{"voice":5}""", "session.voice")]
    [InlineData("""{"speed":9}""", "session.speed")]
    [InlineData("""{"modalities":["smell"]}""", "session.modalities[0]")]
    [InlineData("""{"turn_detection":{"type":"server_vad","threshold":7}}""", "session.turn_detection.threshold")]
    [InlineData("""{"max_response_output_tokens":0}""", "session.max_response_output_tokens")]
    [InlineData("""{"temperature":2}""", "session.temperature")]
    [InlineData("""{"temperature":"warm"}""", "session.temperature")]
    [InlineData("""{"nope":1}""", "session.nope")]
    public void An_error_names_the_place_as_the_client_spelled_it(string session, string param)
    {
        var update = _beta.Reads($$$"""{"type":"session.update","session":{{{session}}}}""").ShouldBeOfType<SessionUpdate>();
        var mistake = Should.Throw<InvalidRequestException>(() => update.Session.ApplyTo(Default));

        var error = _beta.WritesJson(new ErrorEvent(new(ErrorDetails.InvalidRequest, mistake.Code, mistake.Message, mistake.Param)))["error"]!;
        error["param"]!.GetValue<string>().ShouldBe(param);
        error["message"]!.GetValue<string>().ShouldNotContain("session.audio");
    }

    [Fact]
    public void A_transcription_session_has_its_own_events()
    {
        var next = _beta.Applies(
            """{"type":"transcription_session.update","session":{"input_audio_format":"g711_alaw","input_audio_transcription":{"model":"m"},"turn_detection":null}}""",
            to: Samples.Transcription);
        next.Input.Format.ShouldBe(new AudioFormat("audio/pcma"));
        next.Input.Transcription!.Model.ShouldBe("m");

        _beta.WritesJson(new SessionCreated(next))["type"]!.GetValue<string>().ShouldBe("transcription_session.created");
        var echo = _beta.WritesJson(new SessionUpdated(next));
        echo["type"]!.GetValue<string>().ShouldBe("transcription_session.updated");
        ShouldBeJson(echo["session"]!, """
            {"object":"realtime.transcription_session","id":"sess_1","expires_at":1,"include":null,"input_audio_format":"g711_alaw",
             "input_audio_transcription":{"model":"m","language":null,"prompt":null},"input_audio_noise_reduction":null,"turn_detection":null,"modalities":["text"]}
            """);
    }

    [Fact]
    public void A_client_sends_a_transcription_session_by_its_own_event() => ShouldBeJson(
        JsonNode.Parse(_beta.Writes(new SessionUpdate(new(Samples.Json("""{"type":"transcription","audio":{"input":{"transcription":{"model":"m"}}}}"""))))!)!,
        """{"type":"transcription_session.update","session":{"input_audio_transcription":{"model":"m"}}}""");

    [Fact]
    public void A_client_hears_of_an_item_that_it_was_added() =>
        _beta.ReadsServer("""{"type":"conversation.item.created","event_id":"e","item":{"type":"message","object":"realtime.item","role":"assistant","content":[{"type":"text","text":"t"}]}}""")
            .ShouldBeOfType<ConversationItemAdded>().Item.ShouldBeOfType<MessageItem>().Content.ShouldBe([new OutputText("t")]);

    [Fact]
    public void A_client_understands_transcripts_without_a_bill() =>
        _beta.ReadsServer("""{"type":"conversation.item.input_audio_transcription.completed","item_id":"i","content_index":0,"transcript":"t"}""")
            .ShouldBeOfType<InputAudioTranscriptionCompleted>().Usage.ShouldBe(new DurationUsage(0));

    [Fact]
    public void A_client_is_told_the_function_though_the_beta_does_not_repeat_it()
    {
        _beta.ReadsServer("""{"type":"response.output_item.added","response_id":"r","output_index":0,"item":{"type":"function_call","name":"f","call_id":"c","arguments":""}}""");

        _beta.ReadsServer("""{"type":"response.function_call_arguments.done","response_id":"r","item_id":"i","output_index":0,"call_id":"c","arguments":"{}"}""")
            .ShouldBe(new ResponseFunctionCallArgumentsDone("r", "i", 0, "c", "f", "{}"));
    }

    private double TemperatureOf(ServerEvent response) => _beta.WritesJson(response)["response"]!["temperature"]!.GetValue<double>();

    private static void ShouldBeJson(JsonNode actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue(actual.ToJsonString());
}
