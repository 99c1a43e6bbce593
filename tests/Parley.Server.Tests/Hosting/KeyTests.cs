using System.Net;
using Microsoft.Extensions.Logging.Abstractions;

namespace Parley.Hosting;

public class KeyTests
{
    private const string Wrong = "sk-wrong-key-4711";

    [Theory]
    [InlineData("Authorization: Bearer", "")]
    [InlineData("Authorization: api-key", "")]
    [InlineData("api-key:", "")]
    [InlineData("", "openai-insecure-api-key.")]
    public async Task A_key_is_accepted_wherever_clients_put_it_and_a_wrong_one_nowhere(string header, string subprotocol)
    {
        await using var scene = await Scene.StartAsync(keys: ["sk-another", Scene.Key]);
        await using (var caller = await KnockAsync(scene, header, subprotocol, Scene.Key))
        {
            (await caller.HearAsync()).Type().ShouldBe("session.created");
        }

        await using var stranger = await KnockAsync(scene, header, subprotocol, Wrong);
        await IsRefusedAsync(stranger);
    }

    [Fact]
    public async Task Without_a_key_nobody_comes_in()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", []);
        await IsRefusedAsync(caller);
    }

    [Fact]
    public async Task A_key_is_asked_for_before_a_model_is()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.KnockAsync("/v1/realtime?model=nosuch", []);
        await IsRefusedAsync(caller);
    }

    [Fact]
    public async Task The_development_key_works_from_this_machine_when_there_is_no_other_and_the_log_says_so()
    {
        await using var scene = await Scene.StartAsync(keys: []);
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", ["Authorization: Bearer parley-dev"]);
        (await caller.HearAsync()).Type().ShouldBe("session.created");
        scene.Logs.Text.ShouldContain("No API keys are configured: the development key 'parley-dev' works, from this machine only");
    }

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.9")]
    [InlineData("Forwarded: for=203.0.113.9")]
    [InlineData("X-Real-IP: 203.0.113.9")]
    [InlineData("Via: 1.1 gate")]
    [InlineData("Host: voice.example")]
    public async Task The_development_key_does_not_work_through_a_proxy(string header)
    {
        await using var scene = await Scene.StartAsync(keys: []);
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", ["Authorization: Bearer parley-dev", header]);
        await IsRefusedAsync(caller);
    }

    [Fact]
    public async Task A_secret_of_the_development_key_works_no_farther_than_the_key()
    {
        await using var scene = await Scene.StartAsync(keys: []);
        var secret = (await scene.PostAsync("/v1/realtime/client_secrets", key: ApiKeys.Development)).Body.Text("value");
        await using var here = await scene.KnockAsync("/v1/realtime?model=parley", [$"Authorization: Bearer {secret}"]);
        (await here.HearAsync()).Type().ShouldBe("session.created");
        await using var behindAProxy = await scene.KnockAsync("/v1/realtime?model=parley", [$"Authorization: Bearer {secret}", "X-Forwarded-For: 203.0.113.9"]);
        await IsRefusedAsync(behindAProxy);
    }

    [Fact]
    public async Task The_development_key_is_no_key_where_there_is_another()
    {
        await using var scene = await Scene.StartAsync();
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", ["Authorization: Bearer parley-dev"]);
        await IsRefusedAsync(caller);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("192.168.1.5", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData(null, false)]
    public void The_development_key_is_for_callers_on_this_machine(string? caller, bool works) =>
        (Keys(new()).Find(ApiKeys.Development, caller is null ? null : IPAddress.Parse(caller), isForwarded: false) is not null).ShouldBe(works);

    [Fact]
    public void Each_key_is_told_from_the_others()
    {
        var keys = Keys(new() { Keys = ["a", "b"] });
        keys.Find("a", null, isForwarded: true)!.Name.ShouldBe("key 1");
        keys.Find("b", null, isForwarded: true)!.Name.ShouldBe("key 2");
        keys.Find("", null, isForwarded: false).ShouldBeNull();
    }

    [Fact]
    public async Task No_key_ever_stands_in_the_logs()
    {
        await using var scene = await Scene.StartAsync();
        foreach (var key in new[] { Scene.Key, Wrong })
        {
            foreach (var (header, subprotocol) in new[] { ("Authorization: Bearer", ""), ("Authorization: api-key", ""), ("api-key:", ""), ("", "openai-insecure-api-key.") })
            {
                await using var caller = await KnockAsync(scene, header, subprotocol, key);
                await caller.HearAsync();
            }

            await using var inQuery = await scene.KnockAsync($"/openai/realtime?deployment=parley&api-key={key}", []);
            await inQuery.HearAsync();
            (await Caller.RefusedAsync(scene.Server.Address, $"/nowhere?api-key={key}", $"Authorization: Bearer {key}")).ShouldBe(HttpStatusCode.NotFound);
        }

        scene.Logs.Text.ShouldContain("invalid_api_key"); // refusals are logged, by their code
        scene.Logs.Text.ShouldNotContain(Scene.Key);
        scene.Logs.Text.ShouldNotContain(Wrong);
    }

    private static ApiKeys Keys(ParleyOptions options) => new(options, NullLogger<ApiKeys>.Instance);

    private static Task<Caller> KnockAsync(Scene scene, string header, string subprotocol, string key) => scene.KnockAsync(
        "/openai/v1/realtime?model=parley",
        header.Length > 0 ? [$"{header} {key}"] : [],
        subprotocol.Length > 0 ? ["realtime", $"{subprotocol}{key}"] : []);

    private static async Task IsRefusedAsync(Caller caller)
    {
        var (code, reason, said) = await caller.HearCloseAsync();
        var error = said.ShouldHaveSingleItem();
        error.Type().ShouldBe("error");
        error.Text("event_id").ShouldStartWith("event_");
        error.ErrorCode().ShouldBe("invalid_api_key");
        error.ToJsonString().ShouldNotContain(Wrong);
        (code, reason).ShouldBe((3000, "invalid_request_error.invalid_api_key"));
    }
}
