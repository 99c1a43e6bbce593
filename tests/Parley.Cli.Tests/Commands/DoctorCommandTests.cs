using System.Text.Json.Nodes;
using Parley.Diagnosis;

namespace Parley.Tests.Commands;

public sealed class DoctorCommandTests
{
    private static readonly Finding Ears = new("pocketsphinx", "understands English", Ready: false, "libpocketsphinx.so.3 not found")
    {
        Packages = ["libpocketsphinx3", "pocketsphinx-en-us"],
        Required = true,
    };

    private static readonly Finding Converter = new("ffmpeg", "reads audio files", Ready: false, "not installed") { Packages = ["ffmpeg"] };
    private static readonly Finding Speech = new("flite", "speaks English", Ready: true, "7 voices") { Packages = ["libflite1"], Required = true };

    [Fact]
    public async Task What_the_demo_needs_and_lacks_fails_with_the_command_that_brings_it()
    {
        var shell = new Shell { Findings = [Speech, Ears, Converter] };

        (await shell.RunAsync("doctor")).ShouldBe(1);

        shell.Lines.ShouldBe(
        [
            "ok       flite         speaks English: 7 voices",
            "MISSING  pocketsphinx  understands English: libpocketsphinx.so.3 not found",
            "                       → apt-get install libpocketsphinx3 pocketsphinx-en-us",
            "without  ffmpeg        reads audio files: not installed",
            "                       → apt-get install ffmpeg",
            "The demo would not run.",
            "Everything that is missing: apt-get install libpocketsphinx3 pocketsphinx-en-us ffmpeg",
        ]);
    }

    [Fact]
    public async Task What_the_demo_can_do_without_does_not_fail()
    {
        var shell = new Shell { Findings = [Speech, Converter] };

        (await shell.RunAsync("doctor")).ShouldBe(0);

        shell.Output.ShouldContain("The demo would run: parley demo");
    }

    [Fact]
    public async Task The_report_is_JSON_on_request()
    {
        var shell = new Shell { Findings = [Speech, Ears] };

        (await shell.RunAsync("doctor", "--json")).ShouldBe(1);

        var report = JsonNode.Parse(shell.Output)!;
        report["demo_runs"]!.GetValue<bool>().ShouldBeFalse();
        report["install"]!.GetValue<string>().ShouldBe("apt-get install libpocketsphinx3 pocketsphinx-en-us");
        report["parts"]!.AsArray().Select(part => part!["ready"]!.GetValue<bool>()).ShouldBe([true, false]);
    }

    [Fact]
    public async Task The_demo_does_not_start_without_what_it_needs()
    {
        var shell = new Shell { Findings = [Speech, Ears] };

        await shell.FailsAsync("The demo needs pocketsphinx. Install what is missing with: apt-get install libpocketsphinx3 pocketsphinx-en-us", "demo");
    }

    [Fact]
    public async Task This_machine_is_examined_for_every_engine()
    {
        var shell = new Shell();

        (await shell.RunAsync("doctor")).ShouldBe(0, shell.Output);

        foreach (var part in new[] { "voice activity", "pocketsphinx", "parley-rules", "flite", "espeak-ng", "ffmpeg", "playback" })
        {
            shell.Output.ShouldContain(part);
        }
    }
}
