using System.Text.Json.Nodes;
using Parley.Audio;
using Parley.Embedded.Voices;

namespace Parley.Tests.Commands;

public sealed class VoiceCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Good morning.")]
    [InlineData("Доброе утро.")]
    public async Task A_text_is_spoken_into_a_file(string text)
    {
        (await _shell.RunAsync("say", text, "--out", _folder["x.wav"])).ShouldBe(0, _shell.Error);

        var sound = ScratchFolder.Read(_folder["x.wav"]);
        sound.Duration.TotalSeconds.ShouldBeInRange(0.4, 4);
        Loudness.RmsDbfs(sound.Samples.Span).ShouldBeGreaterThan(-40);
    }

    [Fact]
    public async Task A_voice_speaks_its_own_language()
    {
        (await _shell.RunAsync("say", "Guten Morgen", "--voice", "de-male", "--out", _folder["x.wav"])).ShouldBe(0, _shell.Error);
        (await _shell.RunAsync("say", "Guten Morgen", "--voice", "de-male", "--language", "de-DE", "--out", _folder["y.wav"])).ShouldBe(0, _shell.Error);

        (await File.ReadAllBytesAsync(_folder["x.wav"])).ShouldBe(await File.ReadAllBytesAsync(_folder["y.wav"]));
        ScratchFolder.Read(_folder["x.wav"]).SampleRate.ShouldBe(22050); // espeak-ng's, not the English engine's
    }

    [Fact]
    public Task A_voice_that_speaks_another_language_than_asked_for() =>
        _shell.FailsAsync("--voice ru-male speaks 'ru', not --language 'en'", "say", "hi", "--voice", "ru-male", "--language", "en", "--out", _folder["x.wav"]);

    [Theory]
    [InlineData("xx"), InlineData("")]
    public Task A_language_that_nobody_speaks(string language) =>
        _shell.FailsAsync($"There is no voice for --language '{language}'; parley voices lists the languages.", "say", "hi", "--language", language, "--out", _folder["x.wav"]);

    [Fact]
    public async Task A_greater_speed_makes_a_shorter_file()
    {
        await _shell.RunAsync("say", "Good morning to all of you.", "--out", _folder["slow.wav"]);
        await _shell.RunAsync("say", "Good morning to all of you.", "--speed", "2", "--out", _folder["fast.wav"]);

        ScratchFolder.Read(_folder["fast.wav"]).Duration.ShouldBeLessThan(ScratchFolder.Read(_folder["slow.wav"]).Duration * 0.7);
    }

    [Fact]
    public async Task Every_voice_is_listed_with_the_names_it_answers_to()
    {
        (await _shell.RunAsync("voices", "--json")).ShouldBe(0);

        var voices = JsonNode.Parse(_shell.Output)!.AsArray();
        voices.Select(voice => voice!["name"]!.GetValue<string>()).ShouldBe(EmbeddedVoices.All.Select(voice => voice.Name));
        voices[0]!["answers_to"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldContain("alloy");
    }

    [Fact]
    public async Task The_list_is_a_line_for_each_voice_of_the_language()
    {
        (await _shell.RunAsync("voices", "--language", "ru")).ShouldBe(0);

        _shell.Lines.Length.ShouldBe(1 + EmbeddedVoices.All.Count(voice => voice.Language == "ru"));
        _shell.Lines.ShouldAllBe(line => line == line.TrimEnd());
    }
}
