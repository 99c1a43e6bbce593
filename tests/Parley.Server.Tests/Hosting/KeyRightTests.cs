using System.Net;

namespace Parley.Hosting;

public class KeyRightTests
{
    private const string OfFolder = "gpt://b1g/speech-realtime-250923";
    private const string OfAnother = "gpt://b2x/speech-realtime-250923";

    [Fact]
    public async Task A_key_without_the_right_is_refused_by_its_name_and_the_name_of_the_right()
    {
        await using var scene = await StartAsync();
        await using var caller = await scene.KnockAsync("/v1/realtime?model=parley", ["Authorization: Bearer sk-of-the-admin"]);
        var (code, reason, said) = await caller.HearCloseAsync();
        var error = said.ShouldHaveSingleItem();
        error.ErrorCode().ShouldBe("insufficient_permissions");
        error["error"]!.AsObject().Text("message").ShouldBe("The API key 'operations' does not have the right 'realtime'; it has: 'admin'.");
        (code, reason).ShouldBe((3003, "invalid_request_error.insufficient_permissions"));

        var reply = await scene.PostAsync("/v1/realtime/client_secrets", key: "sk-of-the-admin");
        reply.ShouldFail(HttpStatusCode.Forbidden, "insufficient_permissions");
        reply.Error.Text("message").ShouldContain("'operations'");
        (await scene.CallHttpAsync(HttpMethod.Get, "/v1/models", key: "sk-of-the-admin")).Status.ShouldBe(HttpStatusCode.OK);
        scene.Logs.Text.ShouldNotContain("sk-of-the-admin");
    }

    [Theory]
    [InlineData(OfFolder, null)]
    [InlineData("parley", null)]
    [InlineData("gpt-realtime", null)]
    [InlineData(OfAnother, "The API key 'web' is for the folder 'b1g', and 'gpt://b2x/speech-realtime-250923' is in the folder 'b2x'.")]
    public async Task A_key_of_a_folder_opens_models_of_no_other(string model, string? refusal)
    {
        await using var scene = await StartAsync();
        await using var caller = await scene.KnockAsync($"/v1/realtime/openai?model={model}", ["Authorization: api-key sk-of-the-web"]);
        var first = await caller.HearAsync();
        first.Type().ShouldBe(refusal is null ? "session.created" : "error");
        if (refusal is not null)
        {
            first["error"]!.AsObject().Text("message").ShouldBe(refusal);
            (await caller.HearCloseAsync()).Code.ShouldBe(3003);
        }
    }

    [Fact]
    public async Task A_key_without_a_folder_opens_models_of_all()
    {
        await using var scene = await StartAsync();
        await using var caller = await scene.CallAsync($"/v1/realtime?model={OfAnother}");
    }

    [Fact]
    public async Task A_key_of_a_folder_makes_no_secrets_for_another()
    {
        await using var scene = await StartAsync();
        var session = $$$"""{"session":{"type":"realtime","model":"{{{OfAnother}}}"}}""";
        (await scene.PostAsync("/v1/realtime/client_secrets", session, "sk-of-the-web")).ShouldFail(HttpStatusCode.Forbidden, "insufficient_permissions", "session.model");
        (await scene.PostAsync("/v1/realtime/client_secrets", session)).Status.ShouldBe(HttpStatusCode.OK);

        // and a secret that leaves the model to its holder does not open another either
        var secret = (await scene.PostAsync("/v1/realtime/client_secrets", key: "sk-of-the-web")).Body.Text("value");
        await using var caller = await scene.KnockAsync($"/v1/realtime?model={OfAnother}", [$"Authorization: Bearer {secret}"]);
        (await caller.HearAsync()).ErrorCode().ShouldBe("insufficient_permissions");
    }

    private static Task<Scene> StartAsync() => Scene.StartAsync(options =>
    {
        options.Keys.Add(new() { Name = "operations", Key = "sk-of-the-admin", Rights = [KeyRight.Admin] });
        options.Keys.Add(new() { Name = "web", Key = "sk-of-the-web", Folder = "b1g" });
    });
}
