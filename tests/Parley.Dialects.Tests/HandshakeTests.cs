using Parley.Dialects;

namespace Parley.Tests;

public class HandshakeTests
{
    [Theory]
    [InlineData("/v1/realtime", "model=gpt-realtime", "Authorization: Bearer k", "", DialectName.Ga)]
    [InlineData("/v1/realtime", "model=m", "Authorization: Bearer k", "realtime", DialectName.Ga)]
    [InlineData("/v1/realtime", "", "", "", DialectName.Ga)]
    [InlineData("/v1/realtime", "model=m", "OpenAI-Beta: realtime=v1", "", DialectName.Beta)]
    [InlineData("/v1/realtime", "model=m", "openai-beta: assistants=v2, realtime=v1", "", DialectName.Beta)]
    [InlineData("/v1/realtime", "model=m", "OpenAI-Beta: assistants=v2", "", DialectName.Ga)]
    [InlineData("/v1/realtime", "model=m", "", "realtime openai-insecure-api-key.k openai-beta.realtime-v1", DialectName.Beta)]
    [InlineData("/v1/realtime/openai", "model=m", "Authorization: Bearer k", "", DialectName.Yandex)]
    [InlineData("/v1/realtime/openai/", "model=m", "", "", DialectName.Yandex)]
    [InlineData("/v1/realtime", "model=m", "Authorization: api-key k", "", DialectName.Yandex)]
    [InlineData("/v1/realtime", "model=m", "authorization: Api-Key k", "", DialectName.Yandex)]
    [InlineData("/v1/realtime", "model=gpt://folder/speech-realtime-250923", "Authorization: Bearer k", "", DialectName.Yandex)]
    [InlineData("/openai/realtime", "api-version=2024-10-01-preview&deployment=d", "", "", DialectName.Beta)]
    [InlineData("/voice-live/realtime", "api-version=2025-10-01&model=m", "Authorization: Bearer k", "", DialectName.Beta)]
    [InlineData("/v1/realtime", "model=m", "api-key: k", "", DialectName.Beta)]
    [InlineData("/openai/v1/realtime", "model=m", "api-key: k", "", DialectName.Ga)]
    public void The_dialect_is_what_the_client_shows(string path, string query, string header, string subprotocols, DialectName expected) =>
        Dialect.Choose(Shown(path, query, header, subprotocols)).ShouldBe(expected);

    [Theory]
    [InlineData("", "Authorization: Bearer sk-1", "", "sk-1")]
    [InlineData("", "authorization: bearer  ek_1 ", "", "ek_1")]
    [InlineData("", "Authorization: api-key AQVN", "", "AQVN")]
    [InlineData("", "Authorization: Api-Key AQVN", "", "AQVN")]
    [InlineData("", "api-key: azure", "", "azure")]
    [InlineData("", "", "realtime openai-insecure-api-key.sk-1.2 openai-agents-sdk.0.1", "sk-1.2")]
    [InlineData("api-key=azure", "", "", "azure")]
    [InlineData("", "Authorization: Basic dXNlcg==", "", null)]
    [InlineData("", "Authorization: Bearer", "", null)]
    [InlineData("", "", "realtime", null)]
    [InlineData("", "", "", null)]
    public void The_credential_is_found_wherever_clients_put_it(string query, string header, string subprotocols, string? expected) =>
        Shown("/v1/realtime", query, header, subprotocols).Credential.ShouldBe(expected);

    [Theory]
    [InlineData("realtime openai-insecure-api-key.K", "realtime")]
    [InlineData("openai-insecure-api-key.K realtime openai-beta.realtime-v1", "realtime")]
    [InlineData("openai-insecure-api-key.K", null)]
    [InlineData("openai-insecure-api-key.K openai-beta.realtime-v1", "openai-beta.realtime-v1")]
    [InlineData("openai-insecure-api-key.realtime", null)]
    [InlineData("", null)]
    public void The_key_is_never_selected_as_the_subprotocol(string offered, string? selected) =>
        Shown("/v1/realtime", "", "", offered).Subprotocol.ShouldBe(selected);

    [Fact]
    public void The_key_is_not_in_the_text_of_a_handshake() =>
        Shown("/v1/realtime", "api-key=secret", "Authorization: Bearer secret", "openai-insecure-api-key.secret").ToString().ShouldNotContain("secret");

    private static Handshake Shown(string path, string query, string header, string subprotocols) => new(
        path,
        Pairs(query, '&', '='),
        Pairs(header, '\n', ':'),
        subprotocols.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static Dictionary<string, string> Pairs(string text, char between, char within) =>
        text.Split(between, StringSplitOptions.RemoveEmptyEntries).ToDictionary(pair => pair[..pair.IndexOf(within)], pair => pair[(pair.IndexOf(within) + 1)..].TrimStart());
}
