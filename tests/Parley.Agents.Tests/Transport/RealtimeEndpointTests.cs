using Parley.Dialects;
using Parley.Transport;

namespace Parley.Tests.Transport;

public class RealtimeEndpointTests
{
    [Theory]
    [InlineData("http://localhost:8080", DialectName.Ga, "ws://localhost:8080/v1/realtime?model=m")]
    [InlineData("http://localhost:8080/", DialectName.Ga, "ws://localhost:8080/v1/realtime?model=m")]
    [InlineData("https://host", DialectName.Beta, "wss://host/v1/realtime?model=m")]
    [InlineData("ws://host:1", DialectName.Ga, "ws://host:1/v1/realtime?model=m")]
    [InlineData("wss://host", DialectName.Yandex, "wss://host/v1/realtime/openai?model=m")]
    [InlineData("https://api.openai.com/v1", DialectName.Ga, "wss://api.openai.com/v1/realtime?model=m")]
    [InlineData("https://api.openai.com/v1/", DialectName.Ga, "wss://api.openai.com/v1/realtime?model=m")]
    [InlineData("https://api.openai.com/v1/realtime", DialectName.Ga, "wss://api.openai.com/v1/realtime?model=m")]
    [InlineData("https://host/behind/proxy", DialectName.Ga, "wss://host/behind/proxy/realtime?model=m")]
    [InlineData("https://x.openai.azure.com/openai/v1", DialectName.Ga, "wss://x.openai.azure.com/openai/v1/realtime?model=m")]
    [InlineData("https://ai.api.cloud.yandex.net/v1", DialectName.Yandex, "wss://ai.api.cloud.yandex.net/v1/realtime/openai?model=m")]
    [InlineData("https://ai.api.cloud.yandex.net/v1/realtime", DialectName.Yandex, "wss://ai.api.cloud.yandex.net/v1/realtime/openai?model=m")]
    [InlineData("https://ai.api.cloud.yandex.net/v1/realtime/openai", DialectName.Yandex, "wss://ai.api.cloud.yandex.net/v1/realtime/openai?model=m")]
    [InlineData("https://host/openai/realtime?api-version=1&deployment=d", DialectName.Beta, "wss://host/openai/realtime?api-version=1&deployment=d&model=m")]
    [InlineData("https://host?model=other", DialectName.Ga, "wss://host/v1/realtime?model=other")]
    public void What_is_missing_of_a_url_is_added(string url, DialectName dialect, string address) =>
        new RealtimeEndpoint(new(url), "m") { Dialect = dialect }.Address.AbsoluteUri.ShouldBe(address);

    [Fact]
    public void Yandex_models_are_named_with_their_folder()
    {
        RealtimeEndpoint.Yandex("k", "b1g", "speech-realtime-250923").Address.AbsoluteUri.ShouldBe(
            "wss://ai.api.cloud.yandex.net/v1/realtime/openai?model=gpt%3A%2F%2Fb1g%2Fspeech-realtime-250923");
        RealtimeEndpoint.Yandex("k", "b1g", "gpt://other/m").Address.Query.ShouldBe("?model=gpt%3A%2F%2Fother%2Fm");
    }

    [Fact]
    public void A_trace_is_asked_for_in_the_query() =>
        (RealtimeEndpoint.Parley(new("http://localhost:1"), "k", "parley") with { Trace = true }).Address.Query.ShouldBe("?model=parley&parley_trace=1");

    [Fact]
    public void The_model_may_be_the_servers_choice() => RealtimeEndpoint.Parley(new("http://localhost:1")).Address.Query.ShouldBeEmpty();

    [Fact]
    public void Openai_is_where_it_is() =>
        RealtimeEndpoint.OpenAI("k", "gpt-realtime").Address.AbsoluteUri.ShouldBe("wss://api.openai.com/v1/realtime?model=gpt-realtime");

    [Fact]
    public void The_key_is_not_in_the_text_of_an_endpoint() =>
        RealtimeEndpoint.Parley(new("http://localhost:1?api-key=secret"), "secret", "m").ToString().ShouldBe("ws://localhost:1/v1/realtime");

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("localhost:8080")]
    public void Another_scheme_is_refused_with_the_ones_that_are_right(string url) =>
        Should.Throw<ArgumentException>(() => new RealtimeEndpoint(new(url)).Address).Message.ShouldStartWith("The URL of a Realtime server is http(s)://");
}
