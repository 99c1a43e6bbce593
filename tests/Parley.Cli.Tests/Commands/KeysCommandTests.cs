using System.Text.Json.Nodes;
using Parley.Hosting;

namespace Parley.Tests.Commands;

public sealed class KeysCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keys_are_listed_without_their_secrets()
    {
        var path = _folder.Text("parley.json", """{"keys":["sk-hush-1",{"name":"operations","key":"sk-hush-2","folder":"b1g","rights":["realtime","admin"]}]}""");
        (await _shell.RunAsync("keys", "--config", path)).ShouldBe(0);
        _shell.Lines.ShouldBe(["NAME       FOLDER RIGHTS", "key 1      any    realtime", "operations b1g    realtime admin"]);

        var json = new Shell();
        (await json.RunAsync("keys", "--json", "--config", path)).ShouldBe(0);
        JsonNode.DeepEquals(JsonNode.Parse(json.Output), JsonNode.Parse("""
            [{"name":"key 1","folder":null,"rights":["realtime"]},{"name":"operations","folder":"b1g","rights":["realtime","admin"]}]
            """)).ShouldBeTrue(json.Output);
        (_shell.Output + _shell.Error + json.Output).ShouldNotContain("hush");
    }

    [Fact]
    public async Task Where_there_are_no_keys_it_is_said_what_works_then()
    {
        (await _shell.RunAsync("keys", "--config", _folder.Text("parley.json", "{}"))).ShouldBe(0);
        _shell.Output.ShouldBeEmpty();
        _shell.Error.ShouldContain("the development key 'parley-dev', from this machine only. Make one: parley keys new");
    }

    [Fact]
    public async Task A_new_key_is_the_one_line_on_standard_output_and_the_note_says_what_the_configuration_needs()
    {
        (await _shell.RunAsync("keys", "new", "--name", "web", "--folder", "b1g", "--right", "realtime", "--right", "admin")).ShouldBe(0);
        var key = _shell.Lines.ShouldHaveSingleItem();
        key.ShouldMatch("^parley_[0-9A-Za-z]{43}$");
        _shell.Error.ShouldContain($$"""{"name":"web","key":"{{key}}","folder":"b1g","rights":["realtime","admin"]}""");

        var another = new Shell();
        await another.RunAsync("keys", "new");
        another.Lines.ShouldHaveSingleItem().ShouldNotBe(key);
    }

    [Theory]
    [InlineData("{}", 1)]
    [InlineData("""{"keys":[]}""", 1)]
    [InlineData("""{"keys":[/* none */],"limits":{"maxSessions":2}}""", 1)]
    [InlineData("""{"limits":{"maxSessions":2}}""", 1)]
    [InlineData("""{"aliases":{"keys":"parley"},"keys":["sk-1"]}""", 2)]
    [InlineData("""{"keys":["sk-1",{"key":"sk-2","rights":["admin"]},],}""", 3)]
    [InlineData("{ // who\n  \"keys\": [\n    \"sk-1\", // first\n    \"sk-2\" // last\n  ],\n}\n", 3)]
    public async Task A_saved_key_is_the_last_of_the_configuration_and_all_else_in_it_stays(string content, int count)
    {
        var path = _folder.Text("parley.json", content);
        (await _shell.RunAsync("keys", "new", "--name", "web", "--save", "--config", path)).ShouldBe(0);

        var saved = await File.ReadAllTextAsync(path);
        var keys = ConfigurationFile.Read(path).Keys;
        keys.Count.ShouldBe(count);
        (keys[^1].Name, keys[^1].Key).ShouldBe(("web", _shell.Lines.Single()));
        var at = saved.IndexOf("{\"name\":\"web\"", StringComparison.Ordinal);
        var end = saved.IndexOf('}', at) + 1;
        IsWithin(content, saved[..at] + saved[end..]);
    }

    [Fact]
    public async Task A_configuration_that_is_not_there_is_made_for_its_owner_alone()
    {
        var path = _folder["parley.json"];
        (await _shell.RunAsync("keys", "new", "--save", "--config", path)).ShouldBe(0);
        ConfigurationFile.Read(path).Keys.ShouldHaveSingleItem().Key.ShouldBe(_shell.Lines.Single());
        _shell.Error.ShouldContain("a server that runs already knows nothing of it, so start it again");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_configuration_behind_a_link_is_changed_where_it_is_and_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = _folder.Text("real.json", "{}");
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(path, mode);
        File.CreateSymbolicLink(_folder["parley.json"], path);
        (await _shell.RunAsync("keys", "new", "--save", "--config", _folder["parley.json"])).ShouldBe(0);
        ConfigurationFile.Read(path).Keys.Count.ShouldBe(1);
        File.GetUnixFileMode(path).ShouldBe(mode);
        new FileInfo(_folder["parley.json"]).LinkTarget.ShouldBe(path);
    }

    [Theory]
    [InlineData("""{"keys":[{"name":"web","key":"sk-1"}]}""", "'keys[1].name' is 'web', as that of 'keys[0]'")]
    [InlineData("""{"keys":["sk-1" """, "this is not JSON as it should be")]
    [InlineData("""{"keys":null}""", "'keys' is null")]
    public async Task A_configuration_that_cannot_take_the_key_stays_as_it_was(string content, string because)
    {
        var path = _folder.Text("parley.json", content);
        await _shell.FailsAsync(because, "keys", "new", "--name", "web", "--save", "--config", path);
        (await File.ReadAllTextAsync(path)).ShouldBe(content);
        _shell.Output.ShouldBeEmpty(); // a key that is kept nowhere is not shown either
    }

    [Theory]
    [InlineData("--right is realtime or admin, not 'owner'.", "--right", "owner")]
    [InlineData("expected the FOLDER of 'gpt://FOLDER/…'", "--folder", "gpt://b1g")]
    [InlineData("There is no option '--nam'. Did you mean '--name'?", "--nam", "web")]
    [InlineData("Try: parley keys new --help", "web")]
    public async Task A_mistake_is_told_in_a_line(string because, params string[] options) => await _shell.FailsAsync(because, ["keys", "new", .. options]);

    // the characters of a text, in their order, are all among those of another
    private static void IsWithin(string text, string other)
    {
        var at = 0;
        foreach (var each in other)
        {
            at += at < text.Length && text[at] == each ? 1 : 0;
        }

        at.ShouldBe(text.Length, $"lost: {text[at..]}");
    }
}
