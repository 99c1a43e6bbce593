namespace Parley.Tests.Commands;

public sealed class HelpTests
{
    private readonly Shell _shell = new();

    [Theory]
    [InlineData("serve"), InlineData("keys"), InlineData("talk"), InlineData("ask"), InlineData("devices"), InlineData("say"), InlineData("voices"), InlineData("doctor"), InlineData("demo"), InlineData("conformance"), InlineData("bench")]
    public async Task Every_command_is_listed_and_has_examples_in_its_help(string verb)
    {
        (await _shell.RunAsync("--help")).ShouldBe(0);
        _shell.Lines.ShouldContain(line => line.StartsWith($"  {verb} ", StringComparison.Ordinal));

        var help = new Shell();
        (await help.RunAsync(verb, "--help")).ShouldBe(0);
        help.Output.ShouldContain($"Examples:{Environment.NewLine}  parley {verb}");
    }

    [Theory]
    [InlineData("--help"), InlineData("help")]
    [InlineData("ask", "--help"), InlineData("help", "ask")]
    [InlineData("flyy")]
    [InlineData("ask")]
    public async Task Hints_begin_with_what_was_typed_to_run_the_program(params string[] arguments)
    {
        var shell = new Shell { Variables = new() { ["PARLEY_COMMAND"] = "./parley" } };

        await shell.RunAsync(arguments);

        var said = (shell.Output + shell.Error).Replace("parley: ", "", StringComparison.Ordinal);
        said.ShouldContain("./parley ");
        said.Replace("./parley ", "", StringComparison.Ordinal).ShouldNotContain("parley ");
        said.ShouldNotContain("testhost");
    }

    [Fact]
    public async Task A_command_shows_how_it_is_used_under_the_name_of_the_program()
    {
        (await _shell.RunAsync("help", "ask")).ShouldBe(0);

        _shell.Lines.ShouldContain(line => line.StartsWith("  parley ask [<question>]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        (await _shell.RunAsync("--version")).ShouldBe(0);

        _shell.Lines.ShouldHaveSingleItem().ShouldMatch(@"^parley \d+\.\d+\.\d+$");
    }

    [Fact]
    public async Task Without_a_command_the_help_is_shown()
    {
        (await _shell.RunAsync()).ShouldBe(0);

        _shell.Output.ShouldContain("Usage: parley <command> [options]");
    }
}
