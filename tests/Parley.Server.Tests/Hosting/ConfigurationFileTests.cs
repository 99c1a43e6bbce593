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
              "models": { "helpdesk": { "voice": "marina", "language": "ru", "instructions": "Be brief.", "sessionMinutes": 60, "voiceActivity": "a", "noiseReducer": "n", "speechToText": "b", "chat": "c", "textToSpeech": "d" } },
              "aliases": { "gpt-realtime*": "helpdesk" },
              "transcriptionModels": { "whisper-*": "b" },
              "keys": ["sk-1", { "name": "web", "key": "sk-2", "folder": "b1g", "rights": ["realtime", "admin"] }],
              "allowedOrigins": ["https://app.example"],
              "secrets": { "keyRing": "/var/lib/parley/ring" },
              "limits": { "maxSessions": 2, "maxSessionsPerKey": 1, "maxCpuPercent": 70, "maxLatenessMs": 0, "maxBufferedBytes": 5000000000, "maxMessageBytes": 2048, "maxFragments": 9, "inboxBytes": 2048, "outboxBytes": 4096, "sessionRequestsPerMinute": 60, "sessionTokensPerMinute": 9000,
                "sendTimeoutSeconds": 3, "pingSeconds": 5, "pongSeconds": 6, "openingSeconds": 7, "drainSeconds": 4, "maxSessionMinutes": 30, "idleSessionSeconds": 8 },
              "server": { "host": "0.0.0.0", "port": 9000, "https": { "certificate": "own.pem", "certificateKey": "key.pem", "certificatePasswordFile": "password", "developmentFolder": "/tmp" } },
            }
            """);
        options.Models["helpdesk"].TextToSpeech.ShouldBe("d");
        options.Aliases["gpt-realtime*"].ShouldBe("helpdesk");
        (options.Models["helpdesk"].NoiseReducer, options.TranscriptionModels["whisper-*"]).ShouldBe(("n", "b"));
        options.Keys.Select(key => (key.Name, key.Key, key.Folder, Rights: string.Join(' ', key.Rights))).ShouldBe([(null, "sk-1", null, "Realtime"), ("web", "sk-2", "b1g", "Realtime Admin")]);
        options.Secrets.KeyRing.ShouldBe("/var/lib/parley/ring");
        options.Models["helpdesk"].SessionMinutes.ShouldBe(60);
        (options.Limits.MaxFragments, options.Limits.PingSeconds, options.Limits.PongSeconds, options.Limits.OpeningSeconds, options.Limits.IdleSessionSeconds).ShouldBe((9, 5, 6, 7, 8));
        (options.Limits.MaxSessions, options.Limits.MaxSessionMinutes, options.Limits.DrainSeconds).ShouldBe((2, 30, 4));
        (options.Limits.MaxCpuPercent, options.Limits.MaxLatenessMs, options.Limits.MaxBufferedBytes).ShouldBe((70, 0, 5_000_000_000));
        options.Server.Https!.CertificateKey.ShouldBe("key.pem");
        (options.Limits.SessionRequestsPerMinute, options.Limits.SessionTokensPerMinute).ShouldBe((60, 9000));
        (options.Server.Host, options.Server.Port).ShouldBe(("0.0.0.0", 9000));
    }

    [Theory]
    [InlineData("""{"limit":{}}""", "'limit' is unknown; expected 'models', 'aliases', 'transcriptionModels', 'keys', 'allowedOrigins', 'secrets', 'limits', 'server'.")]
    [InlineData("""{"limits":{"maxSesions":1}}""", "'limits.maxSesions' is unknown; expected 'maxSessions', 'maxSessionsPerKey',")]
    [InlineData("""{"limits":{"maxSessions":"many"}}""", "'limits.maxSessions' is a string; expected a whole number.")]
    [InlineData("""{"limits":{"maxSessions":1.5}}""", "'limits.maxSessions' is another number; expected a whole number.")]
    [InlineData("""{"limits":{"maxSessions":0}}""", "'limits.maxSessions' is 0; expected 1 to 1000000.")]
    [InlineData("""{"limits":{"maxCpuPercent":101}}""", "'limits.maxCpuPercent' is 101; expected 0 to 100.")]
    [InlineData("""{"limits":{"maxLatenessMs":-1}}""", "'limits.maxLatenessMs' is -1; expected 0 to 60000.")]
    [InlineData("""{"limits":{"maxBufferedBytes":1.5}}""", "'limits.maxBufferedBytes' is another number; expected a whole number.")]
    [InlineData("""{"limits":{"maxBufferedBytes":1}}""", "'limits.maxBufferedBytes' is 1; expected 1048576 to 1099511627776.")]
    [InlineData("""{"limits":{"maxFragments":0}}""", "'limits.maxFragments' is 0; expected 1 to 1073741824.")]
    [InlineData("""{"limits":{"inboxBytes":0}}""", "'limits.inboxBytes' is 0; expected 1024 to 1073741824.")]
    [InlineData("""{"limits":{"pingSeconds":0}}""", "'limits.pingSeconds' is 0; expected 1 to 3600.")]
    [InlineData("""{"limits":{"pongSeconds":0}}""", "'limits.pongSeconds' is 0; expected 1 to 3600.")]
    [InlineData("""{"limits":{"openingSeconds":0}}""", "'limits.openingSeconds' is 0; expected 1 to 3600.")]
    [InlineData("""{"limits":{"idleSessionSeconds":0}}""", "'limits.idleSessionSeconds' is 0; expected 1 to 86400.")]
    [InlineData("""{"models":{"m":{"sessionMinutes":0}}}""", "'models.m.sessionMinutes' is 0; expected 1 to 1440.")]
    [InlineData("""{"limits":{"sessionTokensPerMinute":0}}""", "'limits.sessionTokensPerMinute' is 0; expected 1 to 1000000000.")]
    [InlineData("""{"models":{"m":{"contextTokens":10}}}""", "'models.m.contextTokens' is 10; expected 1000 to 100000000.")]
    [InlineData("""{"limits":null}""", "'limits' is null; expected an object with")]
    [InlineData("""{"server":{"port":70000}}""", "'server.port' is 70000; expected 0 to 65535.")]
    [InlineData("""{"server":{"https":true}}""", "'server.https' is a boolean; expected an object with 'certificate', 'certificateKey',")]
    [InlineData("""{"server":{"https":{"certificateKey":"key.pem"}}}""", "'server.https' has a key or a password, but no 'certificate' that it is for.")]
    [InlineData("""{"models":{"m":{"tts":"x"}}}""", "'models.m.tts' is unknown; expected 'voiceActivity', 'noiseReducer', 'speechToText', 'chat', 'textToSpeech', 'voice',")]
    [InlineData("""{"models":["m"]}""", "'models' is a list; expected an object.")]
    [InlineData("""{"aliases":{"a":1}}""", "'aliases.a' is a number; expected a string.")]
    [InlineData("""{"keys":"sk-secret"}""", "'keys' is a string; expected a list.")]
    [InlineData("""{"keys":["sk-1",2]}""", "'keys[1]' is a number; expected a string, or an object with 'name', 'key', 'folder', 'rights'.")]
    [InlineData("""{"keys":["sk hush"]}""", "'keys[0]' is empty or has a space in it;")]
    [InlineData("""{"keys":["ek_mine"]}""", "'keys[0]' begins with 'ek_', as client secrets do;")]
    [InlineData("""{"keys":[{"name":"web"}]}""", "'keys[0]' is empty or has a space in it;")]
    [InlineData("""{"keys":[{"key":"sk-1","secret":"x"}]}""", "'keys[0].secret' is unknown; expected 'name', 'key', 'folder', 'rights'.")]
    [InlineData("""{"keys":[{"key":"sk-1","rights":["owner"]}]}""", "'keys[0].rights[0]' is another string; expected 'realtime' or 'admin'.")]
    [InlineData("""{"keys":[{"key":"sk-1","rights":[0]}]}""", "'keys[0].rights[0]' is a number; expected 'realtime' or 'admin'.")]
    [InlineData("""{"keys":[{"key":"sk-1","rights":[]}]}""", "'keys[0].rights' is empty; expected 'realtime', 'admin' or both.")]
    [InlineData("""{"keys":[{"key":"sk-1","folder":"gpt://b1g"}]}""", "'keys[0].folder' is 'gpt://b1g'; expected the FOLDER of 'gpt://FOLDER/…'.")]
    [InlineData("""{"keys":[{"key":"sk-1","name":" "}]}""", "'keys[0].name' is empty;")]
    [InlineData("""{"keys":["sk-1","sk-1"]}""", "'keys[1]' is the same secret as 'keys[0]';")]
    [InlineData("""{"keys":[{"key":"sk-1","name":"web"},{"key":"sk-2","name":"web"}]}""", "'keys[1].name' is 'web', as that of 'keys[0]';")]
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
    [InlineData("""{"keys":["hush","hush"]}""")]
    [InlineData("""{"keys":[{"key":"hush","rights":[]}]}""")]
    [InlineData("""{"keys":[{"key":1,"name":"hush"}]}""")]
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
