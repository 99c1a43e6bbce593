using System.Net;

namespace Parley.Hosting;

public class OriginTests
{
    [Theory]
    [InlineData("", "parley.example", true)]
    [InlineData("https://parley.example", "parley.example", true)]
    [InlineData("https://parley.example:8443", "parley.example:8443", true)]
    [InlineData("https://parley.example:8443", "parley.example", false)]
    [InlineData("http://localhost:3000", "parley.example", true)]
    [InlineData("http://127.0.0.1:5173", "parley.example", true)]
    [InlineData("http://[::1]:5173", "parley.example", true)]
    [InlineData("https://app.example", "parley.example", true)]
    [InlineData("http://app.example", "parley.example", false)]
    [InlineData("https://evil.example", "parley.example", false)]
    [InlineData("https://localhost.evil.example", "parley.example", false)]
    [InlineData("null", "parley.example", false)]
    public void Pages_of_the_server_of_this_machine_and_of_the_list_may_connect(string origin, string host, bool may) =>
        new Origins(new() { Keys = ["k"], AllowedOrigins = ["https://app.example"] }).Allow(origin, host).ShouldBe(may);

    [Theory]
    [InlineData("http://rebound.example:8080", "rebound.example:8080", false)]
    [InlineData("http://localhost:8080", "localhost:8080", true)]
    public void With_the_development_key_a_name_that_was_rebound_to_this_machine_is_not_the_server(string origin, string host, bool may) =>
        new Origins(new()).Allow(origin, host).ShouldBe(may);

    [Fact]
    public async Task A_foreign_page_is_refused_before_the_upgrade()
    {
        await using var scene = await Scene.StartAsync(options => options.AllowedOrigins = ["https://app.example"]);
        (await Caller.RefusedAsync(scene.Server.Address, "/v1/realtime?model=parley", "Origin: https://evil.example", $"Authorization: Bearer {Scene.Key}"))
            .ShouldBe(HttpStatusCode.Forbidden);
        await using var caller = await scene.CallAsync("/v1/realtime?model=parley", "Origin: https://app.example");
    }
}
