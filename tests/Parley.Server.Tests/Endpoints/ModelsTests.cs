using System.Net;

namespace Parley.Endpoints;

public class ModelsTests
{
    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/openai/v1/models")]
    public async Task Models_are_listed_with_the_names_that_clients_have_for_them(string path)
    {
        await using var scene = await Scene.StartAsync(options => (options.Aliases["my-name"], options.Aliases["old-*-name"]) = ("parley", "parley"));
        var reply = await scene.CallHttpAsync(HttpMethod.Get, path);
        reply.Status.ShouldBe(HttpStatusCode.OK);
        reply.Body.Text("object").ShouldBe("list");
        var models = reply.Body["data"]!.AsArray().Select(each => each!.AsObject()).ToList();
        models.Select(each => each.Text("id")).ShouldBe(["parley", "my-name", "gpt-realtime", "gpt-4o-realtime-preview", "gpt-4o-mini-realtime-preview"]);
        foreach (var model in models)
        {
            model.Select(member => member.Key).ShouldBe(["id", "object", "created", "owned_by"]);
            (model.Text("object"), model["created"]!.GetValue<long>() > 0).ShouldBe(("model", true));
        }
    }

    [Theory]
    [InlineData("parley")]
    [InlineData("gpt-realtime-2025-08-28")]
    [InlineData("gpt://b1g/speech-realtime-250923")]
    public async Task A_model_is_found_by_any_name_that_opens_a_session(string name)
    {
        await using var scene = await Scene.StartAsync();
        (await scene.CallHttpAsync(HttpMethod.Get, $"/v1/models/{name}")).Body.Text("id").ShouldBe(name);
    }

    [Fact]
    public async Task A_model_that_there_is_none_of_is_not_found()
    {
        await using var scene = await Scene.StartAsync();
        (await scene.CallHttpAsync(HttpMethod.Get, "/v1/models/nosuch")).ShouldFail(HttpStatusCode.NotFound, "model_not_found", "model");
    }

    [Theory]
    [InlineData("/v1/models", null)]
    [InlineData("/v1/models/parley", null)]
    [InlineData("/v1/models", "sk-wrong")]
    public async Task Models_are_shown_to_those_with_a_key(string path, string? key)
    {
        await using var scene = await Scene.StartAsync();
        (await scene.CallHttpAsync(HttpMethod.Get, path, key: key)).ShouldFail(HttpStatusCode.Unauthorized, "invalid_api_key");
    }
}
