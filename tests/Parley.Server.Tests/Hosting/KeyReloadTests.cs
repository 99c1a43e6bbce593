using Parley.Testing;

namespace Parley.Hosting;

public sealed class KeyReloadTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task A_key_that_leaves_the_file_opens_nothing_any_more_and_its_session_goes_on()
    {
        Write("""{"keys":["sk-1",{"name":"web","key":"sk-2"}]}""");
        await using var scene = await StartAsync(Scene.Key);
        await using var running = await scene.CallAsync("/v1/realtime?model=parley");
        await using var ofKey = await ConnectAsync(scene, "sk-2");
        (await ofKey.HearAsync()).Type().ShouldBe("session.created");

        Write("""{"keys":["sk-1"]}""");
        await using var refused = await ConnectAsync(scene, "sk-2");
        (await refused.HearAsync()).ErrorCode().ShouldBe("invalid_api_key");
        await IsLetInAsync(scene, "sk-1", Scene.Key); // a key given otherwise than by the file is not the file's to take
        await ofKey.SayAsync("""{"type":"input_audio_buffer.clear"}""");
        (await ofKey.HearAsync()).Type().ShouldBe("input_audio_buffer.cleared");
        scene.Logs.Text.ShouldContain("API keys in force: key 1, key 2.");
    }

    [Fact]
    public async Task A_key_that_comes_into_the_file_works_at_once()
    {
        Write("""{"keys":["sk-1"]}""");
        await using var scene = await StartAsync();
        Write("""{"keys":["sk-1","sk-2"]}""");
        await IsLetInAsync(scene, "sk-1", "sk-2");
    }

    [Theory]
    [InlineData("""{"keys":["sk-2" """, "this is not JSON as it should be")]
    [InlineData("""{"keys":["sk 2"]}""", "'keys[0]' is empty or has a space in it")]
    [InlineData(null, "the configuration cannot be read")]
    public async Task A_file_that_cannot_be_used_changes_nothing_and_the_log_says_so_once(string? broken, string complaint)
    {
        Write("""{"keys":["sk-1"]}""");
        await using var scene = await StartAsync();
        Write(broken);
        await IsLetInAsync(scene, "sk-1", "sk-1");
        scene.Logs.Text.Split(complaint).Length.ShouldBe(2);
        scene.Logs.Text.ShouldContain("API keys stay as they were");

        Write("""{"keys":["sk-3"]}""");
        await IsLetInAsync(scene, "sk-3");
        await using var refused = await ConnectAsync(scene, "sk-1");
        (await refused.HearAsync()).ErrorCode().ShouldBe("invalid_api_key");
    }

    [Fact]
    public async Task When_the_last_key_leaves_nobody_is_let_in_and_the_development_key_does_not_come_back()
    {
        Write("""{"keys":["sk-1"]}""");
        await using var scene = await StartAsync();
        Write("{}");
        foreach (var key in new[] { "sk-1", ApiKeys.Development })
        {
            await using var refused = await ConnectAsync(scene, key);
            (await refused.HearAsync()).ErrorCode().ShouldBe("invalid_api_key");
        }
    }

    [Fact]
    public async Task The_development_key_goes_when_the_first_key_comes()
    {
        Write("{}");
        await using var scene = await StartAsync();
        await IsLetInAsync(scene, ApiKeys.Development);
        Write("""{"keys":["sk-1"]}""");
        await IsLetInAsync(scene, "sk-1");
        await using var refused = await ConnectAsync(scene, ApiKeys.Development);
        (await refused.HearAsync()).ErrorCode().ShouldBe("invalid_api_key");
    }

    [Fact]
    public async Task A_file_that_looks_as_it_did_is_not_read_again()
    {
        var settled = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Write("""{"keys":["sk-1"]}""", settled);
        await using var scene = await StartAsync();
        await IsLetInAsync(scene, "sk-1");
        Write("""{"keys":["sk-2"]}""", settled);
        await IsLetInAsync(scene, "sk-1");

        Write("""{"keys":["sk-2"]}""", settled.AddSeconds(1));
        await IsLetInAsync(scene, "sk-2");
        await using var refused = await ConnectAsync(scene, "sk-1");
        (await refused.HearAsync()).ErrorCode().ShouldBe("invalid_api_key");
    }

    [Fact]
    public async Task A_file_that_is_a_link_changes_when_the_link_points_elsewhere()
    {
        var folder = Directory.CreateTempSubdirectory("parley-keys-").FullName;
        var (first, second, settled) = (Path.Combine(folder, "1"), Path.Combine(folder, "2"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        foreach (var (path, key) in new[] { (first, "sk-1"), (second, "sk-22") })
        {
            await File.WriteAllTextAsync(path, $$"""{"keys":["{{key}}"]}""");
            File.SetLastWriteTimeUtc(path, settled);
        }

        File.Delete(_path);
        File.CreateSymbolicLink(_path, Path.Combine(folder, "now"));
        File.CreateSymbolicLink(Path.Combine(folder, "now"), first);
        File.SetLastWriteTimeUtc(_path, settled);
        await using var scene = await StartAsync();
        await IsLetInAsync(scene, "sk-1");
        File.Delete(Path.Combine(folder, "now"));
        File.CreateSymbolicLink(Path.Combine(folder, "now"), second);
        await IsLetInAsync(scene, "sk-22");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_mistake_in_the_file_is_logged_though_nobody_connects()
    {
        Write("{}");
        var time = new ManualTimeProvider();
        await using var scene = await Scene.StartAsync(keys: [], time: time, configuration: _path);
        Write("{");
        var complaint = scene.Logs.WillSay("API keys stay as they were");
        await time.TimerAsync(TimeSpan.FromSeconds(2)); // the watch has begun, which the host does not wait for
        time.Advance(TimeSpan.FromSeconds(2));
        await complaint.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private Task<Scene> StartAsync(params string[] keys) => Scene.StartAsync(keys: keys, configuration: _path);

    private void Write(string json, DateTime written)
    {
        Write(json);
        File.SetLastWriteTimeUtc(_path, written);
    }

    private void Write(string? json)
    {
        if (json is null)
        {
            File.Delete(_path);
        }
        else
        {
            File.WriteAllText(_path, json);
        }
    }

    private static async Task IsLetInAsync(Scene scene, params string[] keys)
    {
        foreach (var key in keys)
        {
            await using var caller = await ConnectAsync(scene, key);
            (await caller.HearAsync()).Type().ShouldBe("session.created");
        }
    }

    private static Task<Caller> ConnectAsync(Scene scene, string key) => scene.KnockAsync("/v1/realtime?model=parley", [$"Authorization: Bearer {key}"]);
}
