using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Parley.Endpoints;

public class HttpTests
{
    [Fact]
    public async Task Health_is_ok_without_a_key()
    {
        await using var scene = await Scene.StartAsync();
        using var http = new HttpClient { BaseAddress = scene.Server.Address };
        (await http.GetStringAsync(new Uri("/healthz", UriKind.Relative))).ShouldBe("""{"status":"ok"}""");
    }

    [Theory]
    [InlineData("/v1/realtime?model=parley", HttpStatusCode.UpgradeRequired, "websocket_required")]
    [InlineData("/v1/realtime/openai", HttpStatusCode.UpgradeRequired, "websocket_required")]
    [InlineData("/v1/nosuch", HttpStatusCode.NotFound, "unknown_url")]
    [InlineData("/file.js", HttpStatusCode.NotFound, "unknown_url")]
    [InlineData("/", HttpStatusCode.NotFound, "unknown_url")]
    public async Task What_cannot_be_answered_is_explained_in_the_usual_error_body(string path, HttpStatusCode status, string code)
    {
        await using var scene = await Scene.StartAsync();
        using var http = new HttpClient { BaseAddress = scene.Server.Address };
        var reply = await http.GetAsync(new Uri(path, UriKind.Relative));
        reply.StatusCode.ShouldBe(status);
        var error = (await reply.Content.ReadFromJsonAsync<JsonObject>())!["error"]!.AsObject();
        error.Select(member => member.Key).ShouldBe(["message", "type", "param", "code"]);
        error.Text("type").ShouldBe("invalid_request_error");
        error.Text("code").ShouldBe(code);
    }
}
