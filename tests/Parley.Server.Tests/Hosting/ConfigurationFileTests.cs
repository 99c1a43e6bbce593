namespace Parley.Hosting;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void An_empty_object_leaves_all_defaults()
    {
        var options = Read("{}");
        options.Server.Host.ShouldBe("127.0.0.1");
        options.Limits.MaxMessageBytes.ShouldBe(24 * 1024 * 1024);
        options.Limits.OutboxBytes.ShouldBe(4 * 1024 * 1024);
        options.Keys.ShouldBeEmpty();
    }

    [Fact]
    public void Everything_can_be_said()
    {
        var options = Read("""
            {
              // who, what, how much
              "models": { "helpdesk": { "voice": "marina", "language": "ru", "instructions": "Be brief.", "voiceActivity": "a", "speechToText": "b", "chat": "c", "textToSpeech": "d" } },
              "aliases": { "gpt-realtime*": "helpdesk" },
              "keys": ["sk-1"],
              "allowedOrigins": ["https://app.example"],
              "limits": { "maxSessions": 2, "maxSessionsPerKey": 1, "maxMessageBytes": 2048, "outboxBytes": 4096, "sendTimeoutSeconds": 3, "drainSeconds": 4, "maxSessionMinutes": 30, "requestsPerMinute": 60, "tokensPerMinute": 9000 },
              "server": { "host": "0.0.0.0", "port": 9000 },
            }
            """);
        options.Models["helpdesk"].TextToSpeech.ShouldBe("d");
        options.Aliases["gpt-realtime*"].ShouldBe("helpdesk");
        (options.Limits.MaxSessions, options.Limits.MaxSessionMinutes, options.Limits.DrainSeconds).ShouldBe((2, 30, 4));
        (options.Limits.RequestsPerMinute, options.Limits.TokensPerMinute).ShouldBe((60, 9000));
        (options.Server.Host, options.Server.Port).ShouldBe(("0.0.0.0", 9000));
    }

    [Theory]
    [InlineData("""{"limit":{}}""", "'limit' is unknown; expected 'models', 'aliases', 'keys', 'allowedOrigins', 'limits', 'server'.")]
    [InlineData("""{"limits":{"maxSesions":1}}""", "'limits.maxSesions' is unknown; expected 'maxSessions', 'maxSessionsPerKey',")]
    [InlineData("""{"limits":{"maxSessions":"many"}}""", "'limits.maxSessions' is a string; expected a whole number.")]
    [InlineData("""{"limits":{"maxSessions":1.5}}""", "'limits.maxSessions' is another number; expected a whole number.")]
    [InlineData("""{"limits":{"maxSessions":0}}""", "'limits.maxSessions' is 0; expected 1 to 1000000.")]
    [InlineData("""{"limits":{"tokensPerMinute":0}}""", "'limits.tokensPerMinute' is 0; expected 1 to 1000000000.")]
    [InlineData("""{"models":{"m":{"contextTokens":10}}}""", "'models.m.contextTokens' is 10; expected 1000 to 100000000.")]
    [InlineData("""{"limits":null}""", "'limits' is null; expected an object with")]
    [InlineData("""{"server":{"port":70000}}""", "'server.port' is 70000; expected 0 to 65535.")]
    [InlineData("""{"models":{"m":{"tts":"x"}}}""", "'models.m.tts' is unknown; expected 'voiceActivity', 'speechToText', 'chat', 'textToSpeech', 'voice',")]
    [InlineData("""{"models":["m"]}""", "'models' is a list; expected an object.")]
    [InlineData("""{"aliases":{"a":1}}""", "'aliases.a' is another number; expected a string.")]
    [InlineData("""{"keys":"sk-secret"}""", "'keys' is a string; expected a list.")]
    [InlineData("""{"keys":["sk-1",2]}""", "'keys[1]' is another number; expected a string.")]
    [InlineData("""{"keys":["sk hush"]}""", "'keys[0]' is empty or has a space in it;")]
    [InlineData("""{"keys":["parley-dev"]}""", "'keys[0]' is the development key, which everybody knows;")]
    [InlineData("""{"allowedOrigins":["app.example"]}""", "'allowedOrigins[0]' is 'app.example'; expected a scheme and a host, such as 'https://example.com'.")]
    [InlineData("""{"allowedOrigins":["https://app.example/"]}""", "'allowedOrigins[0]' is 'https://app.example/'; expected a scheme and a host,")]
    [InlineData("[]", "'the file' is a list; expected an object with")]
    public void A_mistake_is_named_with_the_file_the_place_and_what_would_be_right(string json, string message)
    {
        var mistake = Should.Throw<ParleyStartupException>(() => Read(json)).Message;
        mistake.ShouldStartWith(_path);
        mistake.ShouldContain(message);
    }

    [Theory]
    [InlineData("""{"keys":"hush"}""")]
    [InlineData("""{"keys":["hush hush"]}""")]
    [InlineData("""{"keys":[["hush"]]}""")]
    public void A_mistake_in_a_key_does_not_show_the_key(string json) =>
        Should.Throw<ParleyStartupException>(() => Read(json)).Message.ShouldNotContain("hush");

    [Fact]
    public void What_is_not_JSON_is_named_with_its_line() =>
        Should.Throw<ParleyStartupException>(() => Read("{\n  \"keys\": [}\n}")).Message.ShouldStartWith($"{_path} (line 2, ");

    [Fact]
    public void The_same_key_twice_is_a_mistake() =>
        Should.Throw<ParleyStartupException>(() => Read("""{"keys":[],"keys":[]}""")).Message.ShouldContain("keys");

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Should.Throw<ParleyStartupException>(() => ConfigurationFile.Read("/nowhere/parley.json")).Message.ShouldStartWith("/nowhere/parley.json: the configuration cannot be read");

    public void Dispose() => File.Delete(_path);

    private ParleyOptions Read(string json)
    {
        File.WriteAllText(_path, json);
        return ConfigurationFile.Read(_path);
    }
}
