using System.Net;

namespace Parley.Endpoints;

public class HttpTests
{
    [Theory]
    [InlineData("GET", "/v1/realtime?model=parley", HttpStatusCode.UpgradeRequired, "websocket_required")]
    [InlineData("GET", "/v1/realtime/openai", HttpStatusCode.UpgradeRequired, "websocket_required")]
    [InlineData("POST", "/v1/realtime?model=parley", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("GET", "/v1/nosuch", HttpStatusCode.NotFound, "unknown_url")]
    [InlineData("POST", "/v1/realtime/nosuch", HttpStatusCode.NotFound, "unknown_url")]
    [InlineData("GET", "/file.js", HttpStatusCode.NotFound, "unknown_url")]
    [InlineData("GET", "/", HttpStatusCode.NotFound, "unknown_url")]
    [InlineData("GET", "/v1/realtime/client_secrets", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("PUT", "/v1/realtime/sessions", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("DELETE", "/v1/models/parley", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("GET", "/v1/realtime/calls", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("POST", "/v1/realtime/calls", HttpStatusCode.NotImplemented, "calls_not_supported")]
    [InlineData("POST", "/v1/realtime/calls/rtc_1/accept", HttpStatusCode.NotImplemented, "calls_not_supported")]
    [InlineData("POST", "/v1/realtime/calls/rtc_1/reject", HttpStatusCode.NotImplemented, "calls_not_supported")]
    [InlineData("POST", "/v1/realtime/calls/rtc_1/refer", HttpStatusCode.NotImplemented, "calls_not_supported")]
    [InlineData("POST", "/v1/realtime/calls/rtc_1/hangup", HttpStatusCode.NotImplemented, "calls_not_supported")]
    public async Task What_cannot_be_answered_is_explained_in_the_usual_error_body(string method, string path, HttpStatusCode status, string code)
    {
        await using var scene = await Scene.StartAsync();
        (await scene.CallHttpAsync(new(method), path)).ShouldFail(status, code);
    }

    [Fact]
    public async Task The_method_that_a_path_has_is_told()
    {
        await using var scene = await Scene.StartAsync();
        (await scene.CallHttpAsync(HttpMethod.Get, "/v1/realtime/client_secrets")).Headers["Allow"].ShouldBe("POST");
        (await scene.CallHttpAsync(HttpMethod.Post, "/v1/realtime")).Headers["Allow"].ShouldBe("GET");
    }
}
