using Parley.Audio;

namespace Parley.Tests.Commands;

public sealed class DemoCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_question_is_understood_the_tool_called_and_the_answer_spoken()
    {
        (await _shell.RunAsync("demo", "--out-dir", _folder["out"])).ShouldBe(0, _shell.Error);

        _shell.Lines.Single(line => line.Contains("  transcript  ")).ToLowerInvariant().ShouldSatisfyAllConditions(
            line => line.ShouldContain("weather"),
            line => line.ShouldContain("paris"));
        _shell.Output.ShouldContain("get_weather {\"city\":\"Paris\"}");
        _shell.Output.ShouldContain("(made up for this demo)");
        _shell.Output.ShouldContain("voice, until its first sound");
        _shell.Output.ShouldMatch(@"Last speech sample sent → first audio received: \d+ ms");
        ScratchFolder.Read(_folder[Path.Combine("out", "question.wav")]).Duration.TotalSeconds.ShouldBeInRange(1, 4);
        var answer = ScratchFolder.Read(_folder[Path.Combine("out", "answer.wav")]);
        answer.Duration.TotalSeconds.ShouldBeInRange(1, 10);
        Loudness.RmsDbfs(answer.Samples.Span).ShouldBeGreaterThan(-40);
    }

    [Fact]
    public async Task The_command_it_suggests_next_gives_the_weather_too()
    {
        (await _shell.RunAsync("demo", "--out-dir", _folder["out"])).ShouldBe(0, _shell.Error);
        var suggested = _shell.Lines.Single(line => line.StartsWith("  parley ask ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var shell = new Shell();
        (await shell.RunAsync(suggested[1..])).ShouldBe(0, shell.Error);

        shell.Lines.ShouldContain(line => line.StartsWith("result    get_weather → {\"temperature_celsius\":18", StringComparison.Ordinal));
        shell.Lines.Single(line => line.StartsWith("answer ", StringComparison.Ordinal)).ShouldContain("18");
        ScratchFolder.Read(_folder[Path.Combine("out", "again.wav")]).Duration.TotalSeconds.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Tools_of_the_users_own_are_not_overwritten()
    {
        Directory.CreateDirectory(_folder["out"]);
        var own = _folder.Text(Path.Combine("out", "tools.json"), "[]");

        (await _shell.RunAsync("demo", "--out-dir", _folder["out"])).ShouldBe(0, _shell.Error);

        (await File.ReadAllTextAsync(own)).ShouldBe("[]");
        _shell.Output.ShouldContain($"--tools {_folder[Path.Combine("out", "demo-tools.json")]}");
    }

    [Fact]
    public async Task Several_turns_end_in_their_median()
    {
        (await _shell.RunAsync("demo", "--out-dir", _folder["out"], "--turns", "2")).ShouldBe(0, _shell.Error);

        _shell.Output.ShouldContain("Turn 2 of 2");
        _shell.Output.ShouldMatch(@"Median of 2 turns, last speech sample sent → first audio received: \d+ ms");
    }

    [Fact]
    public Task A_folder_that_cannot_be_made() => _shell.FailsAsync("cannot be made a folder", "demo", "--out-dir", _folder.Text("file", "not a folder"));
}
