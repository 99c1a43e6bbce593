using System.Net;

namespace Parley.Endpoints;

public class OriginPolicyTests
{
    private const string Path = "/v1/realtime/client_secrets";

    [Fact]
    public async Task A_listed_page_may_ask_before_it_calls_and_read_the_reply()
    {
        await using var scene = await StartAsync();
        var asked = await scene.CallHttpAsync(
            HttpMethod.Options, Path, key: null, headers: ["Origin: https://app.example", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: authorization,x-stainless-lang"]);
        asked.Status.ShouldBe(HttpStatusCode.NoContent);
        asked.Headers["Access-Control-Allow-Origin"].ShouldBe("https://app.example");
        asked.Headers["Access-Control-Allow-Methods"].ShouldBe("POST");
        asked.Headers["Access-Control-Allow-Headers"].ShouldBe("authorization,x-stainless-lang");

        var made = await scene.CallHttpAsync(HttpMethod.Post, Path, headers: "Origin: https://app.example");
        made.Body.Text("value").ShouldStartWith("ek_");
        (made.Headers["Access-Control-Allow-Origin"], made.Headers["Vary"]).ShouldBe(("https://app.example", "Origin"));

        var mistaken = await scene.CallHttpAsync(HttpMethod.Post, Path, "{", headers: "Origin: https://app.example");
        mistaken.ShouldFail(HttpStatusCode.BadRequest, "invalid_json");
        mistaken.Headers["Access-Control-Allow-Origin"].ShouldBe("https://app.example");
    }

    [Theory]
    [InlineData("OPTIONS", Path)]
    [InlineData("POST", Path)]
    [InlineData("POST", "/v1/realtime/sessions")]
    [InlineData("GET", "/v1/models")]
    [InlineData("POST", "/v1/realtime/calls")]
    public async Task Another_page_may_not(string method, string path)
    {
        await using var scene = await StartAsync();
        var reply = await scene.CallHttpAsync(new(method), path, headers: "Origin: https://evil.example");
        reply.ShouldFail(HttpStatusCode.Forbidden, "origin_not_allowed");
        reply.Headers.ContainsKey("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_no_page_is_not_told_of_origins()
    {
        await using var scene = await StartAsync();
        (await scene.PostAsync(Path)).Headers.ContainsKey("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("POST", Path)]
    [InlineData("GET", Path)]
    [InlineData("GET", "/v1/models")]
    [InlineData("GET", "/v1/realtime?model=parley")]
    [InlineData("POST", "/v1/realtime?model=parley")]
    public async Task No_cache_gives_one_origins_reply_to_another(string method, string path)
    {
        await using var scene = await StartAsync();
        foreach (var headers in new string[][] { [], ["Origin: https://app.example"], ["Origin: https://evil.example"] })
        {
            (await scene.CallHttpAsync(new(method), path, headers: headers)).Headers["Vary"].ShouldBe("Origin");
        }
    }

    private static Task<Scene> StartAsync() => Scene.StartAsync(options => options.AllowedOrigins = ["https://app.example"]);
}
