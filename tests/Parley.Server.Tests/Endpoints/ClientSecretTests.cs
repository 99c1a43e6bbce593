using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Parley.Hosting;
using Parley.Testing;

namespace Parley.Endpoints;

public class ClientSecretTests
{
    private const string Path = "/v1/realtime/client_secrets";

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(null, 600)]
    [InlineData("{}", 600)]
    [InlineData("""{"session":null,"expires_after":null}""", 600)]
    [InlineData("""{"expires_after":{"anchor":"created_at","seconds":600}}""", 600)]
    [InlineData("""{"expires_after":{"seconds":10}}""", 10)]
    [InlineData("""{"expires_after":{"anchor":"created_at","seconds":7200}}""", 7200)]
    public async Task A_secret_lives_as_long_as_was_asked_and_ten_minutes_otherwise(string? body, int seconds)
    {
        await using var scene = await Scene.StartAsync(time: _time);
        var reply = await scene.PostAsync(Path, body);
        reply.Status.ShouldBe(HttpStatusCode.OK);
        reply.Body.Select(member => member.Key).ShouldBe(["value", "expires_at", "session"]);
        reply.Body.Text("value").ShouldStartWith("ek_");
        reply.Body["expires_at"]!.GetValue<long>().ShouldBe(_time.GetUtcNow().ToUnixTimeSeconds() + seconds);
        var session = reply.Body["session"]!.AsObject();
        (session.Text("type"), session.Text("object"), session.Text("model"), session["expires_at"]!.GetValue<long>()).ShouldBe(("realtime", "realtime.session", "parley", 0L));
        reply.Headers["Cache-Control"].ShouldBe("no-store");
    }

    [Theory]
    [InlineData("""{"expires_after":{"anchor":"created_at","seconds":9}}""", "invalid_value", "expires_after.seconds")]
    [InlineData("""{"expires_after":{"anchor":"created_at","seconds":7201}}""", "invalid_value", "expires_after.seconds")]
    [InlineData("""{"expires_after":{"seconds":60.5}}""", "invalid_type", "expires_after.seconds")]
    [InlineData("""{"expires_after":{"anchor":"now","seconds":60}}""", "invalid_value", "expires_after.anchor")]
    [InlineData("""{"expires_after":60}""", "invalid_type", "expires_after")]
    [InlineData("""{"expires":60}""", "unknown_parameter", "expires")]
    [InlineData("""{"session":"realtime"}""", "invalid_type", "session")]
    [InlineData("""{"session":{"type":"realtime","model":"nosuch"}}""", "invalid_model", "session.model")]
    [InlineData("""{"session":{"type":"realtime","audio":{"output":{"voice":"\ud800"}}}}""", "invalid_json", null)]
    [InlineData("[]", "invalid_type", null)]
    [InlineData("{", "invalid_json", null)]
    public async Task A_wrong_request_is_answered_with_its_mistake(string body, string code, string? param)
    {
        await using var scene = await Scene.StartAsync();
        (await scene.PostAsync(Path, body)).ShouldFail(HttpStatusCode.BadRequest, code, param);
    }

    [Theory]
    [InlineData("""{"instructions":"Be brief."}""")]
    [InlineData("""{"type":"realtime","x":1}""")]
    [InlineData("""{"type":"other"}""")]
    [InlineData("""{"type":"realtime","audio":{"output":{"speed":9}}}""")]
    [InlineData("""{"type":"realtime","output_modalities":["text","audio"]}""")]
    [InlineData("""{"type":"realtime","tools":[{"type":"function","name":"a b"}]}""")]
    [InlineData("""{"type":"realtime","model":5}""")]
    public async Task A_wrong_session_has_the_mistake_that_an_update_would_have(string session)
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.CallAsync();
        await caller.SayAsync($$"""{"type":"session.update","session":{{session}}}""");
        var told = (await caller.HearAsync())["error"]!.AsObject();
        told.Remove("event_id");

        var reply = await scene.PostAsync(Path, $$"""{"session":{{session}}}""");
        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var (name, value) in told)
        {
            JsonNode.DeepEquals(reply.Error[name], value).ShouldBeTrue($"{name}: {reply.Error[name]}, expected {value}");
        }
    }

    [Theory]
    [InlineData("Authorization: Bearer", "")]
    [InlineData("Authorization: api-key", "")]
    [InlineData("api-key:", "")]
    [InlineData("", "openai-insecure-api-key.")]
    public async Task Sessions_start_as_the_secret_says_as_often_as_they_like(string header, string subprotocol)
    {
        await using var scene = await Scene.StartAsync();
        var secret = await MintAsync(scene, """{"type":"realtime","model":"gpt-realtime","instructions":"Say ahoy.","audio":{"output":{"voice":"cedar"}},"tools":[{"type":"function","name":"f"}]}""");
        for (var i = 0; i < 2; i++)
        {
            await using var caller = await scene.KnockAsync(
                "/openai/v1/realtime?model=gpt-realtime", header.Length > 0 ? [$"{header} {secret}"] : [], subprotocol.Length > 0 ? ["realtime", $"{subprotocol}{secret}"] : []);
            var session = (await caller.HearAsync())["session"]!.AsObject();
            (session.Text("model"), session.Text("instructions"), session["audio"]!["output"]!.AsObject().Text("voice")).ShouldBe(("gpt-realtime", "Say ahoy.", "cedar"));
            session["tools"]!.AsArray().Count.ShouldBe(1);
            session["expires_at"]!.GetValue<long>().ShouldBeGreaterThan(0);
            await caller.SayAsync("""{"type":"response.create","response":{"output_modalities":["text"]}}""");
            (await caller.HearUntilAsync("response.done"))[^1]["response"]!.AsObject().Text("status").ShouldBe("completed");
        }
    }

    [Theory]
    [InlineData("/v1/realtime")]
    [InlineData("/v1/realtime?model=gpt-realtime")]
    [InlineData("/v1/realtime?intent=transcription")]
    public async Task A_secret_for_transcription_opens_a_session_that_only_listens(string address)
    {
        await using var scene = await Scene.StartAsync();
        var secret = await MintAsync(scene, """{"type":"transcription","audio":{"input":{"transcription":{"model":"whisper-1","language":"en"}}}}""");
        await using var caller = await scene.KnockAsync(address, [$"Authorization: Bearer {secret}"]);
        var session = (await caller.HearAsync())["session"]!.AsObject();
        session.Text("type").ShouldBe("transcription");
        session["audio"]!["input"]!["transcription"]!.AsObject().Text("language").ShouldBe("en");
    }

    [Fact]
    public async Task A_secret_for_a_conversation_opens_no_transcription()
    {
        await using var scene = await Scene.StartAsync();
        var secret = await MintAsync(scene, """{"type":"realtime"}""");
        await using var caller = await scene.KnockAsync("/v1/realtime?intent=transcription", [$"Authorization: Bearer {secret}"]);
        var (code, _, said) = await caller.HearCloseAsync();
        (code, (string?)said.ShouldHaveSingleItem()["error"]!["param"]).ShouldBe((4000, "intent"));
    }

    [Fact]
    public async Task The_secret_goes_before_the_address_about_the_model()
    {
        await using var scene = await Scene.StartAsync(options => options.Aliases["theirs"] = "parley");
        var secret = await MintAsync(scene, """{"type":"realtime","model":"theirs"}""");
        await using var caller = await scene.KnockAsync("/v1/realtime?model=gpt-realtime", [$"Authorization: Bearer {secret}"]);
        (await caller.HearAsync())["session"]!.AsObject().Text("model").ShouldBe("theirs");
    }

    [Fact]
    public async Task A_secret_that_names_no_model_is_for_the_one_that_its_author_was_shown()
    {
        await using var scene = await Scene.StartAsync(options => options.Aliases["dearer"] = "parley");
        var secret = await MintAsync(scene, """{"type":"realtime","instructions":"Be brief."}""");
        await using var caller = await scene.KnockAsync("/v1/realtime?model=dearer", [$"Authorization: Bearer {secret}"]);
        (await caller.HearAsync())["session"]!.AsObject().Text("model").ShouldBe("parley");
    }

    [Fact]
    public async Task An_expired_secret_is_no_key_and_what_it_opened_goes_on()
    {
        await using var scene = await Scene.StartAsync(time: _time);
        var secret = (await scene.PostAsync(Path, """{"expires_after":{"seconds":10}}""")).Body.Text("value");
        _time.Advance(TimeSpan.FromSeconds(9));
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", [$"Authorization: Bearer {secret}"]);
        (await caller.HearAsync()).Type().ShouldBe("session.created");

        _time.Advance(TimeSpan.FromSeconds(1));
        await IsRefusedAsync(scene, secret);
        await caller.SayAsync("""{"type":"input_audio_buffer.clear"}""");
        (await caller.HearAsync()).Type().ShouldBe("input_audio_buffer.cleared");
    }

    [Fact]
    public async Task A_secret_dies_with_the_key_that_made_it()
    {
        var path = System.IO.Path.GetTempFileName();
        await File.WriteAllTextAsync(path, """{"keys":["sk-1","sk-2"]}""");
        await using var scene = await Scene.StartAsync(keys: [], configuration: path);
        var (first, second) = ((await scene.PostAsync(Path, key: "sk-1")).Body.Text("value"), (await scene.PostAsync(Path, key: "sk-2")).Body.Text("value"));
        await File.WriteAllTextAsync(path, """{"keys":["sk-2"]}""");
        await IsRefusedAsync(scene, first);
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", [$"Authorization: Bearer {second}"]);
        (await caller.HearAsync()).Type().ShouldBe("session.created");
        File.Delete(path);
    }

    [Fact]
    public async Task Servers_with_the_same_key_ring_accept_each_others_secrets_and_others_do_not()
    {
        var ring = Directory.CreateTempSubdirectory("parley-ring-");
        await using (var here = await Scene.StartAsync(options => options.Secrets.KeyRing = ring.FullName))
        await using (var there = await Scene.StartAsync(options => options.Secrets.KeyRing = ring.FullName))
        await using (var elsewhere = await Scene.StartAsync())
        {
            var secret = await MintAsync(here, """{"type":"realtime","instructions":"Say ahoy."}""");
            await using var caller = await there.KnockAsync("/v1/realtime?model=parley", [$"Authorization: Bearer {secret}"]);
            (await caller.HearAsync())["session"]!.AsObject().Text("instructions").ShouldBe("Say ahoy.");
            await IsRefusedAsync(elsewhere, secret);
        }

        ring.Delete(recursive: true);
    }

    [Fact]
    public async Task A_key_ring_that_cannot_be_kept_keeps_the_server_from_starting() =>
        (await Should.ThrowAsync<ParleyStartupException>(() => Scene.StartAsync(options => options.Secrets.KeyRing = "/dev/null/ring"))).Message.ShouldStartWith("'secrets.keyRing' is '/dev/null/ring', where keys cannot be kept:");

    [Theory]
    [InlineData("ek_")]
    [InlineData("ek_nonsense")]
    [InlineData("ek_CfDJ8AAAA")]
    [InlineData("ek_€")]
    public async Task What_no_server_made_is_no_secret(string forged)
    {
        await using var scene = await Scene.StartAsync();
        (await scene.PostAsync(Path, key: forged.Replace("€", "%E2", StringComparison.Ordinal))).ShouldFail(HttpStatusCode.Unauthorized, "invalid_api_key");
        await IsRefusedAsync(scene, forged.Replace("€", "%E2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_that_was_tampered_with_is_no_secret()
    {
        await using var scene = await Scene.StartAsync();
        var secret = await MintAsync(scene, """{"type":"realtime"}""");
        var middle = secret.Length / 2;
        await IsRefusedAsync(scene, $"{secret[..middle]}{(secret[middle] == 'A' ? 'B' : 'A')}{secret[(middle + 1)..]}");
    }

    [Fact]
    public async Task A_session_with_long_instructions_fits_and_one_that_no_header_holds_is_refused()
    {
        await using var scene = await Scene.StartAsync();
        var prose = string.Concat(Enumerable.Range(0, 2000).Select(i => $"Rule {i % 90}: be kind to the guest. "));
        var secret = await MintAsync(scene, $$"""{"type":"realtime","instructions":"{{prose}}"}""");
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", [], "realtime", $"openai-insecure-api-key.{secret}");
        (await caller.HearAsync())["session"]!.AsObject().Text("instructions").ShouldBe(prose);

        var noise = Convert.ToHexString(RandomNumberGenerator.GetBytes(10_000));
        var reply = await scene.PostAsync(Path, $$$"""{"session":{"type":"realtime","instructions":"{{{noise}}}"}}""");
        reply.ShouldFail(HttpStatusCode.BadRequest, "session_too_large", "session");
        reply.Error.Text("message").ShouldContain("more than 7680 may not fit into a header");
    }

    [Fact]
    public async Task A_body_beyond_all_sense_is_not_read()
    {
        await using var scene = await Scene.StartAsync();
        (await scene.PostAsync(Path, $$$"""{"session":{"type":"realtime","instructions":"{{{new string('x', 1 << 20)}}}"}}"""))
            .ShouldFail(HttpStatusCode.RequestEntityTooLarge, "invalid_request");
    }

    [Fact]
    public async Task A_secret_makes_no_secrets_and_lists_no_models()
    {
        await using var scene = await Scene.StartAsync();
        var secret = await MintAsync(scene, """{"type":"realtime"}""");
        (await scene.PostAsync(Path, key: secret)).ShouldFail(HttpStatusCode.Forbidden, "insufficient_permissions");
        (await scene.CallHttpAsync(HttpMethod.Get, "/v1/models", key: secret)).ShouldFail(HttpStatusCode.Forbidden, "insufficient_permissions");
    }

    [Fact]
    public async Task A_secret_is_not_logged()
    {
        await using var scene = await Scene.StartAsync();
        var secret = await MintAsync(scene, """{"type":"realtime","instructions":"Say ahoy."}""");
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", [$"Authorization: Bearer {secret}"]);
        (await caller.HearAsync()).Type().ShouldBe("session.created");
        scene.Logs.Text.ShouldNotContain(secret);
        scene.Logs.Text.ShouldNotContain("ahoy");
    }

    private static async Task<string> MintAsync(Scene scene, string session)
    {
        var reply = await scene.PostAsync(Path, $$"""{"session":{{session}}}""");
        reply.Status.ShouldBe(HttpStatusCode.OK, reply.Body.ToJsonString());
        return reply.Body.Text("value");
    }

    private static async Task IsRefusedAsync(Scene scene, string secret)
    {
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", [$"Authorization: Bearer {secret}"]);
        var (code, reason, said) = await caller.HearCloseAsync();
        said.ShouldHaveSingleItem().ErrorCode().ShouldBe("invalid_api_key");
        (code, reason).ShouldBe((3000, "invalid_request_error.invalid_api_key"));
    }
}
