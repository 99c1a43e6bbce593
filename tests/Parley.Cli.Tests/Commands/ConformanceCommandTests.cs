using System.Text.Json.Nodes;
using Parley.Protocol;

namespace Parley.Tests.Commands;

public sealed class ConformanceCommandTests : IDisposable
{
    private readonly Shell _shell = new();
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Without_a_url_our_own_server_is_judged_in_every_dialect()
    {
        (await _shell.RunAsync("conformance", "--only", "1,8,12,31", "--skip-long")).ShouldBe(0);

        _shell.Lines.ShouldContain(line => line.Contains("ga      beta    yandex  Check", StringComparison.Ordinal));
        _shell.Lines.ShouldContain(line => line.StartsWith("   1  held    held    held    Connect", StringComparison.Ordinal));
        _shell.Lines.ShouldContain(line => line.StartsWith("   8  -       held    -       Beta", StringComparison.Ordinal));
        _shell.Lines.ShouldContain(line => line.StartsWith("  [12] ga, beta, yandex: waits long", StringComparison.Ordinal));
        _shell.Lines[^1].ShouldStartWith("7 held, 0 failed, 3 skipped, at http://127.0.0.1:");
    }

    [Fact]
    public async Task Another_server_is_judged_by_its_url_and_what_it_fails_is_told_with_the_reason()
    {
        var json = _scratch["verdicts.json"];
        await using var server = await PlayedServer.StartAsync(client => client.SayAsync(new ErrorEvent(new(ErrorDetails.InvalidRequest, "not_today", "No."))));

        (await _shell.RunAsync("conformance", "--url", $"{server.Url}", "--key", "sk-secret", "--dialect", "ga", "--only", "1-2", "--timeout", "1", "--json", json)).ShouldBe(1);

        _shell.Lines.ShouldContain(line => line.StartsWith("   1  FAILED  Connect", StringComparison.Ordinal));
        _shell.Lines.ShouldContain(line => line.StartsWith("  [1] ga: ", StringComparison.Ordinal));
        var verdicts = JsonNode.Parse(await File.ReadAllTextAsync(json))!["verdicts"]!.AsArray();
        verdicts.Select(verdict => $"{verdict!["check"]} {verdict["dialect"]} {verdict["outcome"]}").ShouldBe(["1 ga failed", "2 ga failed"]);
        (_shell.Output + _shell.Error + await File.ReadAllTextAsync(json)).ShouldNotContain("sk-secret");
    }

    [Theory]
    [InlineData("'x' is neither a number nor a range", "--only", "x")]
    [InlineData("--dialect is ga, beta or yandex, not 'gamma'", "--dialect", "ga,gamma")]
    [InlineData("--timeout is a whole number above 0, not 0", "--timeout", "0")]
    [InlineData("cannot be written: there is no such folder", "--json", "no/such/folder.json")]
    [InlineData("None of these checks has a meaning in these dialects", "--only", "90", "--dialect", "ga")]
    [InlineData("There is no file no.wav", "--speech", "no.wav", "--only", "1")]
    public Task A_wrong_option_is_told_before_anything_is_judged(string because, params string[] options) => _shell.FailsAsync(because, ["conformance", .. options]);

    [Fact]
    public Task A_server_that_is_not_there_is_told_once() =>
        _shell.FailsAsync("There is nothing to judge: cannot connect to ws://127.0.0.1:1/v1/realtime", "conformance", "--url", "http://127.0.0.1:1", "--speech", _scratch.Wav("speech.wav"));

    [Fact]
    public async Task Ctrl_C_ends_it()
    {
        using var interrupted = new CancellationTokenSource(TimeSpan.FromSeconds(2)); // the checks go on for a minute

        (await _shell.RunAsync(interrupted.Token, "conformance")).ShouldBe(130);
    }
}
