using System.Text.Json.Nodes;

namespace Parley.Connections;

public class ConnectTests
{
    [Fact]
    public async Task The_first_event_of_a_ga_session_is_session_created_with_all_defaults()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.KnockAsync("/v1/realtime?model=gpt-realtime-2025-08-28", [$"Authorization: Bearer {Scene.Key}"]);
        var created = await caller.HearAsync();
        created.Type().ShouldBe("session.created");
        created.Text("event_id").ShouldStartWith("event_");
        var session = created["session"]!.AsObject();
        session.Text("id").ShouldStartWith("sess_");
        foreach (var own in new[] { "id", "expires_at", "instructions" })
        {
            session.Remove(own).ShouldBeTrue();
        }

        var expected = JsonNode.Parse("""
            {
              "type": "realtime", "object": "realtime.session", "model": "gpt-realtime-2025-08-28",
              "output_modalities": ["audio"], "tools": [], "tool_choice": "auto", "max_output_tokens": "inf", "tracing": null,
              "truncation": "auto", "prompt": null, "include": null,
              "audio": {
                "input": {
                  "format": { "type": "audio/pcm", "rate": 24000 }, "transcription": null, "noise_reduction": null,
                  "turn_detection": {
                    "type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 300, "silence_duration_ms": 200,
                    "idle_timeout_ms": null, "create_response": true, "interrupt_response": true
                  }
                },
                "output": { "format": { "type": "audio/pcm", "rate": 24000 }, "voice": "alloy", "speed": 1.0 }
              }
            }
            """)!.AsObject();
        session.Select(member => member.Key).Order().ShouldBe(expected.Select(member => member.Key).Order());
        foreach (var (name, value) in expected)
        {
            JsonNode.DeepEquals(session[name], value).ShouldBeTrue($"{name}: {session[name]}");
        }
    }

    [Fact]
    public async Task Nothing_follows_session_created_until_the_client_speaks()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync();
        await caller.SayAsync("""{"type":"session.update","session":{"type":"realtime","instructions":"Be brief."}}""");
        (await caller.HearAsync()).Type().ShouldBe("session.updated");
    }

    [Fact]
    public async Task A_browser_connects_with_its_key_among_the_subprotocols_and_gets_realtime_selected()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", [], "realtime", $"openai-insecure-api-key.{Scene.Key}");
        caller.Subprotocol.ShouldBe("realtime");
        (await caller.HearAsync()).Type().ShouldBe("session.created");
    }

    [Fact]
    public async Task The_key_is_not_selected_as_a_subprotocol_when_it_is_all_that_is_offered()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", [], $"openai-insecure-api-key.{Scene.Key}");
        caller.Subprotocol.ShouldBeNull();
        (await caller.HearAsync()).Type().ShouldBe("session.created");
    }

    [Fact]
    public async Task Intent_transcription_opens_a_session_that_only_listens()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.KnockAsync("/v1/realtime?intent=transcription", [$"Authorization: Bearer {Scene.Key}"]);
        var session = (await caller.HearAsync())["session"]!.AsObject();
        session.Text("type").ShouldBe("transcription");
        session.Text("object").ShouldBe("realtime.transcription_session");
        session["audio"]!.AsObject().ContainsKey("output").ShouldBeFalse();
    }

    [Theory]
    [InlineData("OpenAI-Beta: realtime=v1")]
    [InlineData("", "realtime", "openai-beta.realtime-v1")]
    public async Task A_client_that_asks_for_beta_gets_a_flat_session(string header, params string[] subprotocols)
    {
        await using var scene = await Scene.StartAsync();
        string[] headers = [$"Authorization: Bearer {Scene.Key}", .. header.Length > 0 ? new[] { header } : []];
        await using var caller = await scene.KnockAsync("/v1/realtime?model=gpt-4o-realtime-preview", headers, subprotocols);
        var session = (await caller.HearAsync())["session"]!.AsObject();
        session.ContainsKey("modalities").ShouldBeTrue();
        session.Text("voice").ShouldBe("alloy");
        session.Text("input_audio_format").ShouldBe("pcm16");
    }

    [Theory]
    [InlineData("/v1/realtime/openai?model=gpt://folder/speech-realtime-250923", "Authorization: api-key")]
    [InlineData("/v1/realtime/openai?model=parley", "Authorization: Bearer")]
    [InlineData("/v1/realtime?model=gpt://folder/speech-realtime-250923", "Authorization: Bearer")]
    public async Task A_client_of_yandex_may_leave_out_the_session_type(string address, string authorization)
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.KnockAsync(address, [$"{authorization} {Scene.Key}"]);
        (await caller.HearAsync()).Type().ShouldBe("session.created");
        await caller.SayAsync("""{"type":"session.update","session":{"output_modalities":["text","audio"]}}""");
        (await caller.HearAsync()).Type().ShouldBe("session.updated");
    }

    [Fact]
    public async Task A_ga_client_may_not_leave_out_the_session_type()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync();
        await caller.SayAsync("""{"type":"session.update","session":{"output_modalities":["text"]}}""");
        (await caller.HearAsync()).ErrorCode().ShouldBe("missing_required_parameter");
    }

    [Theory]
    [InlineData("/openai/v1/realtime?model=parley", "audio")]
    [InlineData("/openai/realtime?api-version=2024-10-01-preview&deployment=gpt-4o-realtime-preview", "input_audio_format")]
    public async Task Clients_of_azure_find_their_paths(string address, string memberOfTheirSession)
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.KnockAsync(address, [$"api-key: {Scene.Key}"]);
        (await caller.HearAsync())["session"]!.AsObject().ContainsKey(memberOfTheirSession).ShouldBeTrue();
    }

    [Theory]
    [InlineData("/openai/v1/realtime?model=parley", "audio")]
    [InlineData("/openai/realtime?deployment=parley", "input_audio_format")]
    public async Task Clients_of_azure_may_have_their_key_in_the_address(string address, string memberOfTheirSession)
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.KnockAsync($"{address}&api-key={Scene.Key}", []);
        (await caller.HearAsync())["session"]!.AsObject().ContainsKey(memberOfTheirSession).ShouldBeTrue();
    }

    [Fact]
    public async Task There_is_no_call_to_join()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.KnockAsync("/v1/realtime?call_id=rtc_1", [$"Authorization: Bearer {Scene.Key}"]);
        var (code, reason, said) = await caller.HearCloseAsync();
        said.ShouldHaveSingleItem().ErrorCode().ShouldBe("calls_not_supported");
        (code, reason).ShouldBe((4000, "invalid_request_error.calls_not_supported"));
    }

    [Theory]
    [InlineData("/v1/realtime?model=parley&parley_trace=1", true)]
    [InlineData("/v1/realtime?model=parley", false)]
    public async Task The_waterfall_of_a_turn_comes_only_when_asked_for(string address, bool comes)
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync(address);
        await caller.SayAsync("""{"type":"response.create","response":{"output_modalities":["text"]}}""");
        await caller.HearUntilAsync("response.done");
        await caller.SayAsync("""{"type":"input_audio_buffer.clear"}""");
        var after = await caller.HearUntilAsync("input_audio_buffer.cleared");
        after.Types().Contains("parley.turn.trace").ShouldBe(comes);
    }
}
