using Parley.Terminals;

namespace Parley.Tests.Terminals;

public sealed class ConsoleVoiceTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void A_line_that_grows_is_ended_by_the_next()
    {
        var voice = new ConsoleVoice(_output, _error);

        voice.Stream("answer", "It ");
        voice.Stream("answer", "is");
        voice.Step("tool", "clock");
        voice.Stream("answer", "noon.");
        voice.Line();

        _output.ToString().Split(Environment.NewLine).ShouldBe(["answer    It is", "tool      clock", "answer    noon.", "", ""]);
    }

    [Fact]
    public void A_failure_is_one_line_whatever_its_message()
    {
        new ConsoleVoice(_output, _error).Failure("It broke.\nReally.", new InvalidOperationException("inside"));

        _error.ToString().ShouldBe($"parley: It broke. Really.{Environment.NewLine}");
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Where_nobody_looks_on_there_are_no_colours()
    {
        new ConsoleVoice(_output, _error).Step("answer", "plain");

        _output.ToString().ShouldNotContain("\e");
    }

    [Fact]
    public async Task What_is_said_while_a_meter_runs_follows_it()
    {
        var voice = new ConsoleVoice(_output, _error, live: true);

        await voice.MeterAsync("working", progress =>
        {
            voice.Line("said meanwhile");
            _output.ToString().ShouldBeEmpty();
            progress.Report(1);
            return Task.CompletedTask;
        });

        _output.ToString().ShouldBe($"said meanwhile{Environment.NewLine}");
    }

    [Fact]
    public void What_goes_on_is_shown_to_a_person_only_and_cleared_before_more_is_said()
    {
        using var terminal = new StringWriter();
        var voice = new ConsoleVoice(terminal, terminal, live: true);
        voice.Stream("answer", "It is");
        voice.Status("receiving the answer, 1 s");
        voice.Stream("answer", " noon.");
        voice.Status(null);
        terminal.ToString().ShouldBe("answer    It is\eD\e[A\e7\e[B\rreceiving the answer, 1 s\e8\e[J noon.");

        using var file = new StringWriter();
        new ConsoleVoice(file, file).Status("receiving the answer, 1 s");
        file.ToString().ShouldBeEmpty();
    }
}
