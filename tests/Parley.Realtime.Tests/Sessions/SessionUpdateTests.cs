using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Protocol;
using Parley.Testing;

namespace Parley.Sessions;

public sealed class SessionUpdateTests
{
    private readonly SessionStage _stage = new();

    [Fact]
    public void The_first_event_shows_the_whole_session()
    {
        var session = _stage.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCreated>().Session;
        session.Id.ShouldStartWith("sess_");
        session.Object.ShouldBe("realtime.session");
        DateTimeOffset.FromUnixTimeSeconds(session.ExpiresAt!.Value).Year.ShouldBeGreaterThanOrEqualTo(2026);
    }

    [Fact]
    public void Only_what_is_in_the_patch_changes()
    {
        var before = _stage.Events.Only<SessionCreated>().Session.ShouldBeOfType<RealtimeSessionConfig>();
        var after = Updated("""{"type":"realtime","instructions":"Be brief."}""");
        after.Instructions.ShouldBe("Be brief.");
        Json(after with { Instructions = before.Instructions }).ShouldBe(Json(before));
    }

    [Fact]
    public void What_an_update_would_make_of_a_configuration_can_be_known_before_there_is_a_session()
    {
        var factory = new SessionFactory(new ManualTimeProvider(), NullLoggerFactory.Instance, () => 1);
        var pipeline = new ScriptedPipeline().Named("parley");
        SessionConfig Configured(string patch) => factory.Configure(pipeline, SessionStage.DefaultConfig, SessionPolicy.OpenAI, Patch.Of(patch));

        const string Brief = """{"type":"realtime","instructions":"Be brief."}""";
        Json(Configured(Brief) with { Id = null, ExpiresAt = null }).ShouldBe(Json(Updated(Brief) with { Id = null, ExpiresAt = null }));
        var mistake = Should.Throw<InvalidRequestException>(() => Configured("""{"type":"realtime","output_modalities":["text","audio"]}"""));
        (mistake.Code, mistake.Param).ShouldBe(("invalid_value", "session.output_modalities"));
        Should.Throw<InvalidRequestException>(() => Configured("""{"audio":{"input":{"noise_reduction":{"type":"near_field"}}}}""")).Param.ShouldBe("session.audio.input.noise_reduction");
        Should.Throw<InvalidRequestException>(() => Configured("""{"audio":{"input":{"transcription":{"model":"nosuch"}}}}""")).Param.ShouldBe("session.audio.input.transcription.model");
    }

    [Fact]
    public void Lists_and_texts_are_cleared_by_empty_ones()
    {
        Updated("""{"instructions":"x","tools":[{"type":"function","name":"f","parameters":"{}"}]}""")
            .Tools.ShouldHaveSingleItem().ShouldBeOfType<FunctionTool>().Parameters!.Value.GetString().ShouldBe("{}");
        var cleared = Updated("""{"instructions":"","tools":[]}""");
        cleared.Instructions.ShouldBe("");
        cleared.Tools.ShouldBeEmpty();
    }

    [Fact]
    public void Turn_detection_can_be_switched_off()
    {
        Updated("""{"audio":{"input":{"turn_detection":null}}}""").Input.TurnDetection.ShouldBeNull();
        _stage.Utter().ShouldBeEmpty();
    }

    [Fact]
    public void Turn_detection_fills_in_its_defaults()
    {
        Updated("""{"audio":{"input":{"turn_detection":null}}}""");
        Updated("""{"audio":{"input":{"turn_detection":{"type":"server_vad"}}}}""").Input.TurnDetection
            .ShouldBe(new ServerVad(0.5, 300, 200, null, true, true));
    }

    [Fact]
    public void Semantic_detection_replaces_server_detection_and_finds_turns()
    {
        Updated("""{"audio":{"input":{"turn_detection":{"type":"semantic_vad","eagerness":"high"}}}}""").Input.TurnDetection.ShouldBe(new SemanticVad(Eagerness.High));
        _stage.Append([.. Tone.Pcm16(1000), .. Tone.Silence(600)]).OfType<InputAudioBufferCommitted>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Another_kind_of_detection_in_mid_speech_keeps_the_turn()
    {
        var id = _stage.Append(Tone.Pcm16(300)).Only<InputAudioBufferSpeechStarted>().ItemId;
        Updated("""{"audio":{"input":{"turn_detection":{"type":"semantic_vad","eagerness":"high"}}}}""");
        var rest = _stage.Append([.. Tone.Pcm16(300), .. Tone.Silence(600)]);
        rest.OfType<InputAudioBufferSpeechStarted>().ShouldBeEmpty();
        rest.Only<InputAudioBufferSpeechStopped>().ItemId.ShouldBe(id);
    }

    [Theory]
    [InlineData("""{"audio":{"output":{"speed":2}}}""", "session.audio.output.speed")]
    [InlineData("""{"max_output_tokens":5000}""", "session.max_output_tokens")]
    [InlineData("""{"audio":{"input":{"turn_detection":{"type":"server_vad","threshold":1.5}}}}""", "session.audio.input.turn_detection.threshold")]
    [InlineData("""{"audio":{"input":{"turn_detection":{"type":"server_vad","idle_timeout_ms":1000}}}}""", "session.audio.input.turn_detection.idle_timeout_ms")]
    [InlineData("""{"x":1}""", "session.x")]
    [InlineData("""{"output_modalities":["text","audio"]}""", "session.output_modalities")]
    [InlineData("""{"output_modalities":["audio","audio"]}""", "session.output_modalities")]
    [InlineData("""{"temperature":2}""", "session.temperature")]
    [InlineData("""{"tracing":5}""", "session.tracing")]
    [InlineData("""{"reasoning":{"effort":"enormous"}}""", "session.reasoning.effort")]
    [InlineData("""{"truncation":{"type":"retention_ratio","retention_ratio":2}}""", "session.truncation")]
    [InlineData("""{"truncation":{"type":"retention_ratio","retention_ratio":0.5,"x":1}}""", "session.truncation")]
    [InlineData("""{"type":"transcription"}""", "session.type")]
    public void A_mistake_changes_nothing(string patch, string param)
    {
        var whole = $$"""{"instructions":"changed",{{patch[1..]}}""";
        var error = _stage.Say(new SessionUpdate(Patch.Of(whole)) { EventId = "u1" }).Error();
        (error.Param, error.EventId).ShouldBe((param, "u1"));
        Updated("{}").Instructions.ShouldNotBe("changed");
    }

    [Fact]
    public void Another_model_and_tracing_are_accepted_and_the_model_stays()
    {
        Updated("""{"model":"gpt-realtime-2"}""").Model.ShouldBe("parley");
        Updated("""{"tracing":"auto"}""").Tracing!.Value.GetString().ShouldBe("auto");
    }

    [Fact]
    public void Tracing_stays_as_it_was_enabled()
    {
        Updated("""{"tracing":{"workflow_name":"w"}}""").Tracing.ShouldNotBeNull();
        Updated("""{"tracing":{"workflow_name":"w"}}""").Tracing.ShouldNotBeNull();
        _stage.Say(new SessionUpdate(Patch.Of("""{"tracing":null}"""))).Error().Param.ShouldBe("session.tracing");
        _stage.Say(new SessionUpdate(Patch.Of("""{"tracing":"auto"}"""))).Error().Param.ShouldBe("session.tracing");
    }

    [Fact]
    public void The_speed_stays_while_a_response_is_in_progress()
    {
        var stage = Story.Answering();
        var slower = new SessionUpdate(Patch.Of("""{"instructions":"x","audio":{"output":{"speed":0.5}}}"""));
        stage.Say(slower).Error().Param.ShouldBe("session.audio.output.speed");
        stage.Say(new SessionUpdate(Patch.Of("""{"audio":{"output":{"speed":1.0}}}"""))).Names().ShouldBe(["session.updated"]);
        stage.Reply(new Responding.Finished(1, 1));
        stage.Say(slower).Names().ShouldBe(["session.updated"]);
        stage.Ask();
        stage.Last<BeginResponse>().Plan.Speed.ShouldBe(0.5);
    }

    [Fact]
    public void What_only_reasoning_models_know_reaches_the_model_and_is_not_shown()
    {
        var shown = Updated("""{"parallel_tool_calls":false,"reasoning":{"effort":"xhigh"}}""");
        (shown.ParallelToolCalls, shown.Reasoning).ShouldBe((null, null));
        Updated("""{"instructions":"x"}""");
        _stage.Ask();
        var prompt = _stage.Last<BeginResponse>().Prompt;
        (prompt.ParallelToolCalls, prompt.Reasoning!.Effort).ShouldBe((false, ReasoningEffort.ExtraHigh));
    }

    [Fact]
    public void A_temperature_is_the_sessions_until_a_response_asks_for_another_and_a_policy_has_one_for_who_asks_for_none()
    {
        TemperatureOf(SessionPolicy.OpenAI, null, null).ShouldBeNull();
        TemperatureOf(SessionPolicy.Beta, null, null).ShouldBe(0.8);
        TemperatureOf(SessionPolicy.Beta, 0.7, null).ShouldBe(0.7);
        TemperatureOf(SessionPolicy.Beta, 0.7, 1.1).ShouldBe(1.1);

        static double? TemperatureOf(SessionPolicy policy, double? session, double? response)
        {
            var stage = new SessionStage(SessionStage.DefaultConfig with { Temperature = session }, policy);
            stage.Ask(new() { Temperature = response }).Only<ResponseCreated>().Response.Temperature.ShouldBe(response ?? session ?? policy.Temperature);
            return stage.Last<BeginResponse>().Prompt.Temperature;
        }
    }

    [Fact]
    public void The_voice_is_locked_once_the_assistant_was_heard_and_the_whole_update_is_refused()
    {
        var stage = Story.Answered();
        stage.Say(new SessionUpdate(Patch.Of("""{"instructions":"x","audio":{"output":{"voice":"marin"}}}"""))).Error().Code.ShouldBe("cannot_update_voice");
        var same = stage.Say(new SessionUpdate(Patch.Of("""{"audio":{"output":{"voice":"alloy"}}}"""))).Only<SessionUpdated>().Session;
        same.ShouldBeOfType<RealtimeSessionConfig>().Instructions.ShouldNotBe("x");
    }

    [Fact]
    public void A_response_may_not_change_the_voice_either()
    {
        var stage = Story.Answered();
        stage.Ask(new() { Audio = new(new(Voice: new("marin"))) }).Error().Code.ShouldBe("cannot_update_voice");
    }

    [Fact]
    public void Before_the_first_sound_and_where_the_policy_allows_it_the_voice_changes()
    {
        Updated("""{"audio":{"output":{"voice":"marin"}}}""").Audio.Output.Voice.Name.ShouldBe("marin");
        var stage = Story.Answered(policy: SessionPolicy.Yandex);
        stage.Say(new SessionUpdate(Patch.Of("""{"audio":{"output":{"voice":"dasha"}}}"""))).Names().ShouldBe(["session.updated"]);
        stage.Ask().Only<ResponseCreated>().Response.Audio.Output.Voice.Name.ShouldBe("dasha");
        stage.Last<BeginResponse>().Plan.Voice.Name.ShouldBe("dasha");
    }

    [Fact]
    public void Updates_are_answered_one_by_one_in_order()
    {
        Updated("""{"instructions":"a"}""").Instructions.ShouldBe("a");
        Updated("""{"instructions":"b"}""").Instructions.ShouldBe("b");
        _stage.Events.OfType<SessionUpdated>().Count().ShouldBe(2);
    }

    [Fact]
    public void The_input_format_stays_while_sound_of_the_old_one_waits()
    {
        _stage.Append(Tone.Pcm16(300));
        var patch = Patch.Of("""{"audio":{"input":{"format":{"type":"audio/pcmu"}}}}""");
        _stage.Say(new SessionUpdate(patch)).Error().Param.ShouldBe("session.audio.input.format");
        _stage.Say(new InputAudioBufferClear());
        _stage.Say(new SessionUpdate(patch)).Names().ShouldBe(["session.updated"]);
    }

    [Fact]
    public void A_whole_session_may_be_sent_back_as_it_was_shown()
    {
        var shown = Json(_stage.Events.Only<SessionCreated>().Session);
        Json(Updated(shown)).ShouldBe(shown);
    }

    private RealtimeSessionConfig Updated(string patch) =>
        _stage.Say(new SessionUpdate(Patch.Of(patch))).Only<SessionUpdated>().Session.ShouldBeOfType<RealtimeSessionConfig>();

    private static string Json(SessionConfig config) => JsonSerializer.Serialize(config, ProtocolJson.Strict.TypeInfo<SessionConfig>());
}
