using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Parley.Commands;
using Parley.Null;
using Parley.Server;

namespace Parley.Tests.Commands;

public sealed class BenchCommandTests : IDisposable
{
    private const string Key = "sk-bench-tests";

    private readonly Shell _shell = new();
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_server_that_runs_already_is_measured()
    {
        await using var server = await StartAsync();
        var (json, html) = (_scratch["figures.json"], _scratch["figures.html"]);

        (await _shell.RunAsync(Against(server, "-n", "3", "--seconds", "1", "--warmup", "0", "--json", json, "--html", html))).ShouldBe(0, _shell.Error);

        _shell.Lines.ShouldContain(line => line.Contains("sessions held", StringComparison.Ordinal) && line.TrimEnd().EndsWith(" 3", StringComparison.Ordinal));
        var measured = JsonNode.Parse(await File.ReadAllTextAsync(json))!["servers"]!.AsArray().ShouldHaveSingleItem()!;
        measured["name"]!.GetValue<string>().ShouldBe(server.Address.Authority);
        measured["sessions_held"]!.GetValue<int>().ShouldBe(3);
        measured["errors"]!.GetValue<int>().ShouldBe(0);
        (await File.ReadAllTextAsync(html)).ShouldStartWith("<!doctype html>");
        (_shell.Output + _shell.Error + await File.ReadAllTextAsync(json) + await File.ReadAllTextAsync(html)).ShouldNotContain(Key);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_with_what_was_measured_so_far()
    {
        using var interrupted = new CancellationTokenSource();
        await using var server = await StartAsync(interrupted.Cancel);

        (await _shell.RunAsync(interrupted.Token, Against(server, "-n", "1", "--seconds", "600", "--warmup", "0"))).ShouldBe(CommandTree.Interrupted);

        _shell.Output.ShouldContain("speech_stopped");
        _shell.Error.ShouldContain("Ended early");
    }

    [Fact]
    public async Task A_server_without_the_null_model_is_told_with_the_way_out()
    {
        await using var server = await StartAsync(named: "parley");

        await File.WriteAllTextAsync(_scratch["old.json"], "{}");

        await _shell.FailsAsync("measured with one of its own: --model NAME", Against(server, "--html", _scratch["figures.html"], "--json", _scratch["old.json"]));

        File.Exists(_scratch["figures.html"]).ShouldBeFalse();
        (await File.ReadAllTextAsync(_scratch["old.json"])).ShouldBe("{}"); // which the run that failed has nothing to put in place of
    }

    [Fact]
    public async Task A_wrong_key_is_told_without_it()
    {
        await using var server = await StartAsync();

        await _shell.FailsAsync("refuses the session (invalid_api_key)", "bench", "--against", $"{server.Address}", "--key", "sk-wrong", "--no-limit", "--no-pin");

        _shell.Error.ShouldNotContain("sk-wrong");
    }

    [Theory]
    [InlineData("connection refused; is the server running?", "--against", "http://127.0.0.1:1", "--no-pin")]
    [InlineData("'nowhere' is no URL of a Realtime server", "--against", "nowhere")]
    [InlineData("--sessions is a whole number from 1 to 100000, not 0.", "--sessions", "0")]
    [InlineData("--chunk is 20 or 100, not 50.", "--chunk", "50")]
    [InlineData("--speaking is a whole number from 0 to 100, not 101.", "--speaking", "101")]
    [InlineData("--profile is null, detector or embedded, not 'loud'", "--profile", "loud")]
    [InlineData("--profile and --model both name a model", "--profile", "null", "--model", "parley")]
    [InlineData("--dialect is ga, beta or yandex, not 'gamma'", "--dialect", "gamma")]
    [InlineData("--key and --pid go with --against URL", "--pid", "1")]
    [InlineData("--config is for our own server", "--against", "http://127.0.0.1:1", "--config", "parley.json")]
    [InlineData("there is no such file", "--config", "no.json")]
    [InlineData("--idle has no turns to measure", "--idle", "--ramp")]
    [InlineData("--bound goes with --ramp", "--bound", "50")]
    [InlineData("--check judges one load", "--check", "--ramp")]
    [InlineData("--check compares with B", "--check", "--no-limit")]
    [InlineData("cannot be written: there is no such folder", "--html", "no/such/folder.html")]
    public Task A_wrong_option_is_told_before_anything_is_measured(string because, params string[] options) => _shell.FailsAsync(because, ["bench", .. options]);

    private static string[] Against(ParleyServer server, params string[] options) =>
        ["bench", "--against", $"{server.Address}", "--key", Key, "--no-limit", "--no-pin", .. options];

    /// <param name="asked">Called when the model is asked for an answer.</param>
    private static Task<ParleyServer> StartAsync(Action? asked = null, string named = "null")
    {
        var model = NullPipeline.Create() with { Name = named };
        return ParleyServer.StartAsync(
            new()
            {
                Port = 0,
                Keys = [Key],
                Pipelines = [asked is null ? model : model with { Chat = new WatchedChat(model.Chat, asked) }],
                Logging = logging => logging.SetMinimumLevel(LogLevel.None),
            },
            CancellationToken.None);
    }

    private sealed class WatchedChat(IChatClient inner, Action asked) : DelegatingChatClient(inner)
    {
        public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            asked();
            return base.GetStreamingResponseAsync(messages, options, cancellationToken);
        }
    }
}
