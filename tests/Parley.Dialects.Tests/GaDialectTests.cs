using Parley.Dialects;
using Parley.Protocol;

namespace Parley.Tests;

public class GaDialectTests
{
    private static readonly RealtimeSessionConfig Default = new("parley", Audio: new(new(TurnDetection: new ServerVad())));

    private readonly IDialect _ga = Dialect.Create(DialectName.Ga);

    [Fact]
    public void An_update_without_a_type_is_refused()
    {
        var mistake = _ga.Reads("""{"type":"session.update","event_id":"e1","session":{"instructions":"x"}}""").ShouldBeOfType<Unreadable>();

        mistake.ShouldBe(new Unreadable("missing_required_parameter", "Missing required parameter: 'session.type'.", "session.type") { EventId = "e1" });
    }

    [Fact]
    public void A_lenient_server_takes_it() =>
        Dialect.Create(DialectName.Ga, requireSessionType: false).Reads("""{"type":"session.update","session":{"instructions":"x"}}""").ShouldBeOfType<SessionUpdate>();

    [Theory]
    [InlineData("""{"voice":"ash","temperature":0.7,"input_audio_format":"g711_ulaw","max_response_output_tokens":9}""")]
    [InlineData("""{"modalities":["text","audio"],"audio":{"input":{"format":{"type":"audio/pcmu"}},"output":{"voice":"ash"}},"max_output_tokens":9}""")]
    public void An_update_in_betas_words_is_understood_and_answered_in_Gas(string session)
    {
        var next = (RealtimeSessionConfig)_ga.Applies($$$"""{"type":"session.update","session":{{{session}}}}""", to: Default);

        next.Audio.Output.Voice.ShouldBe(new Voice("ash"));
        next.Input.Format.ShouldBe(new AudioFormat("audio/pcmu"));
        next.MaxOutputTokens.ShouldBe(new MaxTokens(9));
        next.OutputModalities.ShouldBe([Modality.Audio]);
        var echo = _ga.WritesJson(new SessionUpdated(next))["session"]!.AsObject();
        echo.ContainsKey("voice").ShouldBeFalse();
        echo.ContainsKey("temperature").ShouldBeFalse();
        echo["audio"]!["output"]!["voice"]!.GetValue<string>().ShouldBe("ash");
    }

    [Fact]
    public void A_flat_field_beside_a_type_is_a_mistake()
    {
        var update = _ga.Reads("""{"type":"session.update","session":{"type":"realtime","voice":"ash"}}""").ShouldBeOfType<SessionUpdate>();
        var mistake = Should.Throw<InvalidRequestException>(() => update.Session.ApplyTo(Default));
        (mistake.Code, mistake.Param).ShouldBe(("unknown_parameter", "session.voice"));
    }

    [Fact]
    public void What_is_said_in_both_spellings_holds_as_Ga_has_it() =>
        _ga.Applies("""{"type":"session.update","session":{"voice":"ash","audio":{"output":{"voice":"sage"}}}}""", to: Default)
            .ShouldBeOfType<RealtimeSessionConfig>().Audio.Output.Voice.ShouldBe(new Voice("sage"));

    [Fact]
    public void Two_updates_clear_what_they_empty()
    {
        var once = _ga.Applies(
            """{"type":"session.update","session":{"type":"realtime","instructions":"x","tools":[{"type":"function","name":"f"}]}}""", to: Default);
        var twice = (RealtimeSessionConfig)_ga.Applies("""{"type":"session.update","session":{"type":"realtime","tools":[],"instructions":""}}""", to: once);

        twice.Tools.ShouldBeEmpty();
        twice.Instructions.ShouldBeEmpty();
    }

    [Fact]
    public void Short_part_names_are_understood() =>
        _ga.Reads("""{"type":"conversation.item.create","item":{"type":"message","role":"assistant","content":[{"type":"text","text":"a"},{"type":"audio","transcript":"b"}]}}""")
            .ShouldBeOfType<ConversationItemCreate>().Item.ShouldBeOfType<MessageItem>().Content.ShouldBe([new OutputText("a"), new OutputAudio("b")]);

    [Fact]
    public void The_users_short_part_names_are_understood() =>
        _ga.Reads("""{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"text","text":"a"},{"type":"audio","transcript":"b"}]}}""")
            .ShouldBeOfType<ConversationItemCreate>().Item.ShouldBeOfType<MessageItem>().Content.ShouldBe([new InputText("a"), new InputAudio("b")]);

    [Theory]
    [InlineData("""{"type":"item_reference","id":"a"},{"type":"item_reference","id":"b"}""")]
    [InlineData("""{"type":"message","role":"user","content":[{"type":"item_reference","id":"a"},{"type":"item_reference","id":"b"}]}""")]
    [InlineData("""{"type":"item_reference","id":"a"},{"type":"message","role":"user","content":[{"type":"item_reference","id":"b"}]}""")]
    public void A_reference_may_be_an_item_or_a_part_of_one(string input) =>
        _ga.Reads($$$"""{"type":"response.create","response":{"input":[{{{input}}}]}}""").ShouldBeOfType<ResponseCreate>()
            .Response!.Input.ShouldBe([new ItemReference { Id = "a" }, new ItemReference { Id = "b" }]);

    [Fact]
    public void A_response_may_be_asked_for_in_other_dialects_words()
    {
        var asked = _ga.Reads("""{"type":"response.create","response":{"modalities":["audio","text"],"conversation":"default"}}""")
            .ShouldBeOfType<ResponseCreate>().Response!;

        asked.OutputModalities.ShouldBe([Modality.Audio]);
        asked.Conversation.ShouldBe("auto");
    }

    [Fact]
    public void An_error_keeps_Gas_places_for_a_client_that_speaks_Ga()
    {
        _ga.Writes(Error("session.audio.output.voice"))!.ShouldContain("\"param\":\"session.audio.output.voice\"");

        _ga.Reads("""{"type":"session.update","session":{"voice":"ash"}}""");
        _ga.Writes(Error("session.audio.output.voice"))!.ShouldContain("\"param\":\"session.voice\"");
        _ga.Writes(Error("session.audio.input.turn_detection"))!.ShouldContain("\"param\":\"session.audio.input.turn_detection\"");
    }

    [Theory]
    [InlineData("{", "invalid_json", null)]
    [InlineData("{}", "invalid_event", "type")]
    [InlineData("""{"type":"nope"}""", "invalid_value", "type")]
    [InlineData("""{"type":"nope","session":{"input_audio_format":"mp3"}}""", "invalid_value", "type")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":"???"}""", "invalid_value", "audio")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":"AAA"}""", "invalid_value", "audio")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":null}""", "invalid_type", "audio")]
    [InlineData("""{"type":"input_audio_buffer.append"}""", "missing_required_parameter", "audio")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":"AAAA","extra":1}""", "unknown_parameter", "extra")]
    [InlineData("""{"type":"session.update","session":{"type":"realtime","audio":5,"voice":"ash"}}""", null, null)]
    public void What_is_no_event_is_named(string message, string? code, string? param)
    {
        var read = _ga.Reads(message);

        if (code is null)
        {
            read.ShouldBeOfType<SessionUpdate>(); // the mistake is in the patch, and is found when it is applied
            return;
        }

        var mistake = read.ShouldBeOfType<Unreadable>();
        mistake.Code.ShouldBe(code);
        mistake.Param.ShouldBe(param);
        mistake.EventId.ShouldBeNull();
    }

    [Fact]
    public void An_unknown_type_is_answered_with_the_list_of_types_and_the_events_own_name()
    {
        var mistake = _ga.Reads("""{"type":"nope","event_id":"e1"}""").ShouldBeOfType<Unreadable>();

        mistake.Message.ShouldStartWith("Invalid value: 'nope'. Supported values are: 'session.update', ");
        mistake.EventId.ShouldBe("e1");
    }

    [Theory]
    [InlineData("""{"type":"input_audio_buffer.append","audio":"AQID+w=="}""")]
    [InlineData("""{"audio":"AQID+w==","type":"input_audio_buffer.append"}""")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":"AQID\u002Bw=="}""")]
    [InlineData(""" { "type" : "input_audio_buffer.append" , "audio" : "AQID+w==" } """)]
    [InlineData("""{"type":"input_audio_buffer.append","audio":"AQID+w==","event_id":null}""")]
    [InlineData("""{"type":"input_audio\u005fbuffer.append","audio":"AQID+w=="}""")]
    public void Sound_is_decoded_however_it_was_written(string message) =>
        _ga.Reads(message).ShouldBeOfType<InputAudioBufferAppend>().Audio.ToArray().ShouldBe([1, 2, 3, 251]);

    [Fact]
    public void Nothing_may_be_appended() =>
        _ga.Reads("""{"type":"input_audio_buffer.append","audio":""}""").ShouldBeOfType<InputAudioBufferAppend>().Audio.Length.ShouldBe(0);

    [Fact]
    public void A_client_survives_what_it_does_not_know()
    {
        var unknown = _ga.ReadsServer("""{"type":"response.video.delta","event_id":"e9","delta":"x"}""").ShouldBeOfType<UnknownServerEvent>();

        unknown.Type.ShouldBe("response.video.delta");
        unknown.EventId.ShouldBe("e9");
        unknown.Json.GetProperty("delta").GetString().ShouldBe("x");
    }

    [Theory]
    [InlineData("""{"type":"conversation.item.added","item":{"type":"hologram"}}""")]
    [InlineData("""{"type":"conversation.item.added","item":{"type":"message","role":"user","status":"cancelled","content":[]}}""")]
    [InlineData("""{"type":"response.output_audio.delta","delta":"?"}""")]
    [InlineData("""{"type":"error","error":5}""")]
    [InlineData("""{"type":"error"}""")]
    [InlineData("""{"type":"response.done","response":null}""")]
    public void A_client_survives_known_events_in_unknown_shapes(string message) => _ga.ReadsServer(message).ShouldBeOfType<UnknownServerEvent>();

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":5}""")]
    [InlineData("""{"type":"session.created","session":""")]
    [InlineData("""{"type":"response.output_audio.delta","delta":"AA""")]
    public void What_is_no_server_event_is_null(string message) => _ga.ReadsServer(message).ShouldBeNull();

    [Theory]
    [InlineData("""{"type":"output_audio","transcript":"t"}""")]
    [InlineData("""{"type":"audio","transcript":"t"}""")]
    public void A_client_reads_streamed_parts_by_either_name(string part) =>
        _ga.ReadsServer($$$"""{"type":"response.content_part.done","response_id":"r","item_id":"i","output_index":0,"content_index":0,"part":{{{part}}}}""")
            .ShouldBeOfType<ResponseContentPartDone>().Part.ShouldBe(new AudioPart("t"));

    private static ErrorEvent Error(string param) => new(new(ErrorDetails.InvalidRequest, "invalid_type", $"Invalid type for '{param}'.", param));
}
