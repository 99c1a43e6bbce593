using System.Net;
using System.Text.Json.Nodes;
using Parley.Testing;

namespace Parley.Endpoints;

public class LegacyMintingTests
{
    private const string Sessions = "/v1/realtime/sessions";
    private const string TranscriptionSessions = "/v1/realtime/transcription_sessions";

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_flat_session_is_answered_flat_with_a_secret_for_one_minute()
    {
        await using var scene = await Scene.StartAsync(time: _time);
        var reply = await scene.PostAsync(Sessions, """
            {"model":"gpt-4o-realtime-preview","modalities":["audio","text"],"voice":"verse","input_audio_format":"g711_ulaw","temperature":0.7,"max_response_output_tokens":100}
            """);
        reply.Status.ShouldBe(HttpStatusCode.OK);
        var session = reply.Body;
        session.ContainsKey("type").ShouldBeFalse();
        session.Text("object").ShouldBe("realtime.session");
        session.Text("id").ShouldStartWith("sess_");
        session["modalities"]!.ToJsonString().ShouldBe("""["text","audio"]""");
        (session.Text("model"), session.Text("voice"), session.Text("input_audio_format"), session["temperature"]!.GetValue<double>(), session["max_response_output_tokens"]!.GetValue<int>())
            .ShouldBe(("gpt-4o-realtime-preview", "verse", "g711_ulaw", 0.7, 100));
        session["client_secret"]!["expires_at"]!.GetValue<long>().ShouldBe(_time.GetUtcNow().ToUnixTimeSeconds() + 60);

        string[] headers = [$"Authorization: Bearer {SecretOf(session)}", "OpenAI-Beta: realtime=v1"];
        await using (var caller = await scene.KnockAsync("/v1/realtime?model=gpt-4o-realtime-preview", headers))
        {
            var started = (await caller.HearAsync())["session"]!.AsObject();
            foreach (var (name, value) in session.Where(member => member.Key is not ("id" or "expires_at" or "client_secret")))
            {
                JsonNode.DeepEquals(started[name], value).ShouldBeTrue($"{name}: {started[name]}, expected {value}");
            }
        }

        _time.Advance(TimeSpan.FromSeconds(60));
        await using var late = await scene.KnockAsync("/v1/realtime?model=gpt-4o-realtime-preview", headers);
        (await late.HearAsync()).ErrorCode().ShouldBe("invalid_api_key");
    }

    [Fact]
    public async Task A_client_of_ga_may_use_such_a_secret_too()
    {
        await using var scene = await Scene.StartAsync();
        var secret = SecretOf((await scene.PostAsync(Sessions, """{"voice":"verse","input_audio_format":"g711_ulaw"}""")).Body);
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", [$"Authorization: Bearer {secret}"]);
        var audio = (await caller.HearAsync())["session"]!["audio"]!;
        (audio["output"]!.AsObject().Text("voice"), audio["input"]!["format"]!.AsObject().Text("type")).ShouldBe(("verse", "audio/pcmu"));
    }

    [Fact]
    public async Task A_transcription_session_is_answered_flat_and_needs_no_model()
    {
        await using var scene = await Scene.StartAsync();
        var reply = await scene.PostAsync(TranscriptionSessions, """{"input_audio_format":"pcm16","input_audio_transcription":{"model":"whisper-1"},"turn_detection":null}""");
        reply.Status.ShouldBe(HttpStatusCode.OK);
        (reply.Body.Text("object"), reply.Body.Text("input_audio_format"), reply.Body["modalities"]!.ToJsonString(), reply.Body["turn_detection"])
            .ShouldBe(("realtime.transcription_session", "pcm16", """["text"]""", null));
        reply.Body["input_audio_transcription"]!.AsObject().Text("model").ShouldBe("whisper-1");

        await using var caller = await scene.KnockAsync("/v1/realtime?intent=transcription", [$"Authorization: Bearer {SecretOf(reply.Body)}", "OpenAI-Beta: realtime=v1"]);
        var created = await caller.HearAsync();
        created.Type().ShouldBe("transcription_session.created");
        created["session"]!["input_audio_transcription"]!.AsObject().Text("model").ShouldBe("whisper-1");
    }

    [Theory]
    [InlineData(Sessions)]
    [InlineData(TranscriptionSessions)]
    public async Task Without_a_body_there_are_defaults(string path)
    {
        await using var scene = await Scene.StartAsync();
        (await scene.PostAsync(path)).Body["client_secret"]!.AsObject().Text("value").ShouldStartWith("ek_");
    }

    [Fact]
    public async Task The_life_of_the_secret_may_be_asked_for()
    {
        await using var scene = await Scene.StartAsync(time: _time);
        (await scene.PostAsync(Sessions, """{"client_secret":{"expires_after":{"anchor":"created_at","seconds":7200}}}"""))
            .Body["client_secret"]!["expires_at"]!.GetValue<long>().ShouldBe(_time.GetUtcNow().ToUnixTimeSeconds() + 7200);
        (await scene.PostAsync(Sessions, """{"client_secret":{"expires_after":{"seconds":9}}}""")).ShouldFail(HttpStatusCode.BadRequest, "invalid_value", "client_secret.expires_after.seconds");
        var mistaken = await scene.PostAsync(Sessions, """{"client_secret":60}""");
        mistaken.ShouldFail(HttpStatusCode.BadRequest, "invalid_type", "client_secret");
        mistaken.Error.Text("message").ShouldBe("Invalid type for 'client_secret': expected an object, but got a number instead.");
    }

    [Theory]
    [InlineData(Sessions, """{"speed":9}""", "speed")]
    [InlineData(Sessions, """{"temperature":9}""", "temperature")]
    [InlineData(Sessions, """{"input_audio_format":"mp3"}""", "input_audio_format")]
    [InlineData(Sessions, """{"turn_detection":{"type":"server_vad","threshold":9}}""", "turn_detection.threshold")]
    [InlineData(TranscriptionSessions, """{"turn_detection":{"type":"server_vad","threshold":9}}""", "turn_detection.threshold")]
    public async Task A_mistake_is_named_by_its_place_in_the_body(string path, string body, string param)
    {
        await using var scene = await Scene.StartAsync();
        var reply = await scene.PostAsync(path, body);
        reply.ShouldFail(HttpStatusCode.BadRequest, "invalid_value", param);
        reply.Error.Text("message").ShouldNotContain("session.");
    }

    private static string SecretOf(JsonObject session) => session["client_secret"]!.AsObject().Text("value");
}
