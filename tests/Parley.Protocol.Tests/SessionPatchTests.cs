using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Protocol;

namespace Parley.Tests;

public class SessionPatchTests
{
    private static readonly TranscriptionSessionConfig Transcription = new(new TranscriptionAudio(new(TurnDetection: new())));

    private static readonly RealtimeSessionConfig Default = new("parley", Audio: new(new(TurnDetection: new ServerVad())));

    [Fact]
    public void Only_what_is_present_changes()
    {
        var next = Realtime("""{"type":"realtime","instructions":"Be brief."}""");

        next.Instructions.ShouldBe("Be brief.");
        Json(next with { Instructions = "" }).ShouldBe(Json(Default));
    }

    [Fact]
    public void Null_turns_turn_detection_off() =>
        Realtime("""{"audio":{"input":{"turn_detection":null}}}""").Input.TurnDetection.ShouldBeNull();

    [Fact]
    public void Server_vad_alone_has_the_live_defaults()
    {
        var off = Default with { Audio = new(new(TurnDetection: null)) };
        var echo = JsonNode.Parse(Json(Patch("""{"audio":{"input":{"turn_detection":{"type":"server_vad"}}}}""").ApplyTo(off)))!;

        echo["audio"]!["input"]!["turn_detection"]!.ToJsonString().ShouldBe(
            """{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,"silence_duration_ms":200,"idle_timeout_ms":null,"create_response":true,"interrupt_response":true}""");
    }

    [Fact]
    public void Members_of_server_vad_merge_and_another_type_replaces_them()
    {
        var once = Realtime("""{"audio":{"input":{"turn_detection":{"type":"server_vad","threshold":0.7}}}}""");
        var twice = (RealtimeSessionConfig)Patch("""{"audio":{"input":{"turn_detection":{"silence_duration_ms":400}}}}""").ApplyTo(once);
        twice.Input.TurnDetection.ShouldBe(new ServerVad(Threshold: 0.7, SilenceDurationMs: 400));

        var semantic = (RealtimeSessionConfig)Patch("""{"audio":{"input":{"turn_detection":{"type":"semantic_vad","eagerness":"high"}}}}""").ApplyTo(twice);
        semantic.Input.TurnDetection.ShouldBe(new SemanticVad(Eagerness.High));
    }

    [Fact]
    public void Another_prompt_keeps_nothing_of_the_one_before()
    {
        var before = Default with { Prompt = new("p", "2", JsonElement.Parse("""{"a":"b"}""")) };
        ((RealtimeSessionConfig)Patch("""{"prompt":{"id":"q"}}""").ApplyTo(before)).Prompt.ShouldBe(new("q"));
    }

    [Fact]
    public void G711_drops_the_rate_of_pcm() =>
        Realtime("""{"audio":{"output":{"format":{"type":"audio/pcmu"}}}}""").Audio.Output.Format.ShouldBe(new AudioFormat("audio/pcmu"));

    [Theory]
    [InlineData("""{"type":"audio/pcm","rate":8000}""")]
    [InlineData("""{"type":"audio/pcm","rate":16000}""")]
    [InlineData("""{"type":"audio/pcm","rate":24000}""")]
    [InlineData("""{"type":"audio/pcm","rate":44100}""")]
    [InlineData("""{"type":"audio/pcm","rate":48000,"channels":1}""")]
    [InlineData("""{"type":"audio/pcma"}""")]
    public void Formats_are_echoed_as_they_came_in_both_directions(string format)
    {
        var echo = JsonNode.Parse(Json(Realtime($$$"""{"audio":{"input":{"format":{{{format}}} },"output":{"format":{{{format}}} } } }""")))!;
        echo["audio"]!["input"]!["format"]!.ToJsonString().ShouldBe(format);
        echo["audio"]!["output"]!["format"]!.ToJsonString().ShouldBe(format);
    }

    [Theory]
    [InlineData("input")]
    [InlineData("output")]
    public void A_rate_that_is_null_resets_none(string direction)
    {
        var once = Realtime($$$"""{"audio":{"{{{direction}}}":{"format":{"type":"audio/pcm","rate":16000,"channels":1 } } } }""");
        var twice = Patch($$$"""{"audio":{"{{{direction}}}":{"format":{"type":"audio/pcm","rate":null,"channels":null } } } }""").ApplyTo(once);
        Json(twice).ShouldBe(Json(once));
    }

    [Fact]
    public void A_rate_that_is_null_is_the_usual_one_where_there_was_none()
    {
        var phone = Realtime("""{"audio":{"input":{"format":{"type":"audio/pcmu"}}}}""");
        Patch("""{"audio":{"input":{"format":{"type":"audio/pcm","rate":null}}}}""").ApplyTo(phone).Input.Format.ShouldBe(AudioFormat.Pcm24000);
    }

    [Fact]
    public void A_transcription_sessions_detection_is_echoed_without_what_is_about_responses()
    {
        var echo = JsonNode.Parse(Json(Patch("""{"audio":{"input":{"turn_detection":{"type":"server_vad","threshold":0.7}}}}""").ApplyTo(Transcription)))!;
        echo["audio"]!["input"]!["turn_detection"]!.ToJsonString().ShouldBe("""{"type":"server_vad","threshold":0.7,"prefix_padding_ms":300,"silence_duration_ms":200}""");
        echo["audio"]!.AsObject().Select(member => member.Key).ShouldBe(["input"]);
        echo.AsObject().Select(member => member.Key).ShouldBe(["type", "audio", "include"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"audio":{"input":{"turn_detection":{"type":"server_vad","create_response":true}}}}""", "unknown_parameter", "session.audio.input.turn_detection.create_response")]
    [InlineData("""{"audio":{"input":{"turn_detection":{"type":"server_vad","interrupt_response":false}}}}""", "unknown_parameter", "session.audio.input.turn_detection.interrupt_response")]
    [InlineData("""{"audio":{"input":{"turn_detection":{"type":"server_vad","idle_timeout_ms":6000}}}}""", "unknown_parameter", "session.audio.input.turn_detection.idle_timeout_ms")]
    [InlineData("""{"audio":{"input":{"turn_detection":{"type":"server_vad","threshold":2}}}}""", "invalid_value", "session.audio.input.turn_detection.threshold")]
    [InlineData("""{"audio":{"input":{"turn_detection":{"type":"semantic_vad"}}}}""", "invalid_value", "session.audio.input.turn_detection.type")]
    [InlineData("""{"audio":{"output":{"voice":"ash"}}}""", "unknown_parameter", "session.audio.output")]
    [InlineData("""{"instructions":"x"}""", "unknown_parameter", "session.instructions")]
    [InlineData("""{"tools":[]}""", "unknown_parameter", "session.tools")]
    [InlineData("""{"model":"m"}""", "unknown_parameter", "session.model")]
    [InlineData("""{"type":"realtime"}""", "invalid_value", "session.type")]
    public void What_a_transcription_session_has_not_is_refused_by_name(string patch, string code, string param)
    {
        var mistake = Should.Throw<InvalidRequestException>(() => Patch(patch).ApplyTo(Transcription));
        mistake.Code.ShouldBe(code);
        mistake.Param.ShouldBe(param);
    }

    [Fact]
    public void A_parameter_of_another_type_is_refused_with_the_type_that_has_it()
    {
        Should.Throw<InvalidRequestException>(() => Patch("""{"instructions":"x"}""").ApplyTo(Transcription)).Message
            .ShouldBe("Unknown parameter: 'session.instructions'. 'transcription' has none, 'realtime' has.");
        Should.Throw<InvalidRequestException>(() => Realtime("""{"audio":{"input":{"turn_detection":{"type":"semantic_vad","threshold":0.5}}}}""")).Message
            .ShouldBe("Unknown parameter: 'session.audio.input.turn_detection.threshold'. 'semantic_vad' has none, 'server_vad' has.");
    }

    [Fact]
    public void A_transcription_is_echoed_with_its_three_keys()
    {
        var echo = JsonNode.Parse(Json(Realtime("""{"audio":{"input":{"transcription":{"model":"m"}}}}""")))!;
        echo["audio"]!["input"]!["transcription"]!.ToJsonString().ShouldBe("""{"model":"m","language":null,"prompt":null}""");
    }

    [Fact]
    public void Parameters_given_as_a_string_are_echoed_as_a_string()
    {
        var echo = Json(Realtime("""{"tools":[{"type":"function","name":"f","parameters":"{}"}],"tool_choice":{"type":"auto"}}"""));
        echo.ShouldContain(""" "parameters":"{}" """.Trim());
        echo.ShouldContain(""" "tool_choice":"auto" """.Trim());
    }

    [Theory]
    [InlineData("""{"x":1}""", "unknown_parameter", "session.x")]
    [InlineData("""{"audio":{"input":{"y":1}}}""", "unknown_parameter", "session.audio.input.y")]
    [InlineData("""{"audio":{"output":{"speed":2}}}""", "invalid_value", "session.audio.output.speed")]
    [InlineData("""{"max_output_tokens":5000}""", "invalid_value", "session.max_output_tokens")]
    [InlineData("""{"max_output_tokens":"lots"}""", "invalid_value", "session.max_output_tokens")]
    [InlineData("""{"audio":{"input":{"turn_detection":{"type":"server_vad","threshold":1.5}}}}""", "invalid_value", "session.audio.input.turn_detection.threshold")]
    [InlineData("""{"audio":{"input":{"turn_detection":{"type":"server_vad","idle_timeout_ms":1000}}}}""", "invalid_value", "session.audio.input.turn_detection.idle_timeout_ms")]
    [InlineData("""{"audio":{"input":{"turn_detection":{"type":"nope"}}}}""", "invalid_value", "session.audio.input.turn_detection.type")]
    [InlineData("""{"audio":{"input":{"turn_detection":{"type":"semantic_vad","eagerness":"wild"}}}}""", "invalid_value", "session.audio.input.turn_detection.eagerness")]
    [InlineData("""{"audio":{"input":{"format":{"type":"audio/pcm","rate":11025}}}}""", "invalid_value", "session.audio.input.format.rate")]
    [InlineData("""{"output_modalities":["smell"]}""", "invalid_value", "session.output_modalities[0]")]
    [InlineData("""{"output_modalities":[]}""", "invalid_value", "session.output_modalities")]
    [InlineData("""{"instructions":5}""", "invalid_type", "session.instructions")]
    [InlineData("""{"tools":[{"type":"function"}]}""", "missing_required_parameter", "session.tools[0].name")]
    [InlineData("""{"tools":[{"name":"f"}]}""", "missing_required_parameter", "session.tools[0].type")]
    [InlineData("""{"tools":{}}""", "invalid_type", "session.tools")]
    [InlineData("""{"tool_choice":"maybe"}""", "invalid_value", "session.tool_choice")]
    [InlineData("""{"tools":[{"type":"function","name":""}]}""", "invalid_value", "session.tools[0].name")]
    [InlineData("""{"tools":[{"type":"function","name":"get weather"}]}""", "invalid_value", "session.tools[0].name")]
    [InlineData("""{"tools":[{"type":"function","name":"погода"}]}""", "invalid_value", "session.tools[0].name")]
    [InlineData("""{"tools":[{"type":"function","name":"f"},{"type":"mcp","server_label":"s"},{"type":"function","name":"f"}]}""", "invalid_value", "session.tools[2].name")]
    [InlineData("""{"tools":[{"type":"function","name":"f","parameters":5}]}""", "invalid_type", "session.tools[0].parameters")]
    [InlineData("""{"tools":[{"type":"function","name":"f","parameters":[]}]}""", "invalid_type", "session.tools[0].parameters")]
    [InlineData("""{"tools":[{"type":"function","name":"f","parameters":"x"}]}""", "invalid_type", "session.tools[0].parameters")]
    [InlineData("""{"tools":[{"type":"function","name":"f","parameters":"[]"}]}""", "invalid_type", "session.tools[0].parameters")]
    [InlineData("""{"tools":[{"type":"function","name":"f"}],"tool_choice":{"type":"function","name":"g"}}""", "invalid_value", "session.tool_choice")]
    [InlineData("""{"tool_choice":{"type":"function","name":"g"}}""", "invalid_value", "session.tool_choice")]
    [InlineData("""{"include":["item.input_audio_transcription.logprobs","x"]}""", "invalid_value", "session.include[1]")]
    [InlineData("""{"audio":{"input":{"transcription":{"delay":"long"}}}}""", "invalid_value", "session.audio.input.transcription.delay")]
    [InlineData("""{"audio":{"input":{"transcription":{"languages":["en","de"]}}}}""", "invalid_value", "session.audio.input.transcription.languages")]
    [InlineData("""{"audio":{"input":{"transcription":{"language":"en","languages":["de"]}}}}""", "invalid_value", "session.audio.input.transcription.languages")]
    [InlineData("""{"audio":{"input":{"transcription":{"languages":[]}}}}""", "invalid_value", "session.audio.input.transcription.languages")]
    [InlineData("""{"audio":{"input":{"noise_reduction":{"type":"no_field"}}}}""", "invalid_value", "session.audio.input.noise_reduction.type")]
    [InlineData("""{"audio":{"input":{"format":{"type":"audio/pcm","channels":2}}}}""", "invalid_value", "session.audio.input.format.channels")]
    [InlineData("""{"audio":{"input":{"format":{"type":"audio/pcmu","rate":16000}}}}""", "invalid_value", "session.audio.input.format.rate")]
    [InlineData("""{"truncation":"some"}""", "invalid_value", "session.truncation")]
    [InlineData("""{"type":"transcription"}""", "invalid_value", "session.type")]
    [InlineData("""{"type":"nope"}""", "invalid_value", "session.type")]
    public void A_mistake_is_named_with_its_place(string patch, string code, string param)
    {
        var mistake = Should.Throw<InvalidRequestException>(() => Patch(patch).ApplyTo(Default));

        mistake.Code.ShouldBe(code);
        mistake.Param.ShouldBe(param);
    }

    [Theory]
    [InlineData("""{"audio":null}""", "session.audio", "an object")]
    [InlineData("""{"audio":{"input":null}}""", "session.audio.input", "an object")]
    [InlineData("""{"audio":{"output":null}}""", "session.audio.output", "an object")]
    [InlineData("""{"audio":{"input":{"format":null}}}""", "session.audio.input.format", "an object")]
    [InlineData("""{"audio":{"output":{"format":null}}}""", "session.audio.output.format", "an object")]
    [InlineData("""{"audio":{"output":{"voice":null}}}""", "session.audio.output.voice", "a string or an object")]
    [InlineData("""{"audio":{"output":{"speed":null}}}""", "session.audio.output.speed", "a number")]
    [InlineData("""{"audio":{"input":{"turn_detection":{"type":"server_vad","threshold":null}}}}""", "session.audio.input.turn_detection.threshold", "a number")]
    [InlineData("""{"output_modalities":null}""", "session.output_modalities", "an array")]
    [InlineData("""{"instructions":null}""", "session.instructions", "a string")]
    [InlineData("""{"tools":null}""", "session.tools", "an array")]
    [InlineData("""{"tool_choice":null}""", "session.tool_choice", "a string or an object")]
    [InlineData("""{"max_output_tokens":null}""", "session.max_output_tokens", "an integer or \"inf\"")]
    [InlineData("""{"truncation":null}""", "session.truncation", "a string or an object")]
    public void Null_is_no_value_of_what_always_has_one(string patch, string param, string expected)
    {
        var mistake = Should.Throw<InvalidRequestException>(() => Patch(patch).ApplyTo(Default));

        mistake.Code.ShouldBe("invalid_type");
        mistake.Param.ShouldBe(param);
        mistake.Message.ShouldEndWith($"expected {expected}, but got null instead.");
    }

    [Theory]
    [InlineData("""{"audio":{"input":{"transcription":null}}}""")]
    [InlineData("""{"audio":{"input":{"noise_reduction":null}}}""")]
    [InlineData("""{"audio":{"input":{"turn_detection":{"idle_timeout_ms":null}}}}""")]
    [InlineData("""{"audio":{"input":{"transcription":{"model":"m","language":null,"prompt":null}}}}""")]
    [InlineData("""{"tracing":null,"prompt":null,"include":null,"reasoning":null,"parallel_tool_calls":null}""")]
    public void Null_clears_what_may_be_absent(string patch) =>
        Realtime(patch).Input.TurnDetection.ShouldBe(new ServerVad());

    [Fact]
    public void A_session_that_was_shown_may_be_sent_back_whole()
    {
        var shown = Default with { Object = "realtime.session", Id = "sess_1", ExpiresAt = 1 };
        Json(SessionPatch.Of(shown).ApplyTo(Default)).ShouldBe(Json(Default));
    }

    [Fact]
    public void A_tool_choice_may_name_a_tool_that_was_declared_before()
    {
        var declared = Realtime("""{"tools":[{"type":"function","name":"get-weather_2"}]}""");
        Patch("""{"tool_choice":{"type":"function","name":"get-weather_2"}}""").ApplyTo(declared).ShouldBeOfType<RealtimeSessionConfig>()
            .ToolChoice.ShouldBe(ToolChoice.Function("get-weather_2"));
    }

    [Fact]
    public void A_tools_name_has_64_characters_at_most()
    {
        Realtime($$"""{"tools":[{"type":"function","name":"{{new string('a', 64)}}"}]}""").Tools.Count.ShouldBe(1);
        Should.Throw<InvalidRequestException>(() => Realtime($$"""{"tools":[{"type":"function","name":"{{new string('a', 65)}}"}]}"""))
            .Param.ShouldBe("session.tools[0].name");
    }

    [Fact]
    public void An_empty_object_gives_the_defaults_of_the_wire()
    {
        var session = (RealtimeSessionConfig)JsonSerializer.Deserialize("""{"type":"realtime"}""", ProtocolJson.Strict.TypeInfo<SessionConfig>())!;

        session.Audio.Output.Speed.ShouldBe(1.0);
        session.Audio.Output.Voice.Name.ShouldBe("alloy");
        session.Input.Format.ShouldBe(AudioFormat.Pcm24000);
        session.OutputModalities.ShouldBe([Modality.Audio]);
        session.MaxOutputTokens.ShouldBe(MaxTokens.Infinite);
    }

    private static SessionPatch Patch(string json) => new(JsonDocument.Parse(json).RootElement);

    private static RealtimeSessionConfig Realtime(string patch) => (RealtimeSessionConfig)Patch(patch).ApplyTo(Default);

    private static string Json(SessionConfig config) => JsonSerializer.Serialize(config, ProtocolJson.Strict.TypeInfo<SessionConfig>());
}
