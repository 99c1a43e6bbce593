using Parley.Protocol;
using Parley.Talking;
using Parley.Terminals;

namespace Parley.Tests.Talking;

public sealed class ToolBookTests
{
    [Fact]
    public void What_is_declared_is_the_array_without_our_additions()
    {
        var book = ToolBook.Parse(
            """
            [
              {"type":"function","name":"a","parameters":{"type":"object"},"x-result":1},
              {"type":"function","name":"b","x-command":"date"},
              {"type":"mcp","server_label":"m","server_url":"https://mcp.example"}
            ]
            """,
            "tools.json");

        book.Declared.ToJsonString().ShouldBe(
            """[{"type":"function","name":"a","parameters":{"type":"object"}},{"type":"function","name":"b"},{"type":"mcp","server_label":"m","server_url":"https://mcp.example"}]""");
    }

    [Theory]
    [InlineData("""{"degrees":-3}""", """{"degrees":-3}""")]
    [InlineData("\"cold\"", "cold")]
    [InlineData("null", "null")]
    [InlineData("[1,2]", "[1,2]")]
    public async Task A_result_is_the_answer(string result, string answer) =>
        (await AnswerAsync($$"""[{"type":"function","name":"f","x-result":{{result}}}]""")).ShouldBe(answer);

    [Fact]
    public async Task A_command_gets_the_arguments_and_its_output_is_the_answer()
    {
        (await AnswerAsync("""[{"type":"function","name":"f","x-command":["cat"]}]""")).ShouldBe("""{"city":"Paris"}""");
        (await AnswerAsync("""[{"type":"function","name":"f","x-command":"tr a-z A-Z"}]""")).ShouldBe("""{"CITY":"PARIS"}""");
    }

    [Fact]
    public async Task A_command_need_not_read_its_arguments() =>
        (await AnswerAsync("""[{"type":"function","name":"f","x-command":"echo 7"}]""")).ShouldBe("7");

    [Fact]
    public async Task A_command_that_fails_tells_the_model_so_and_the_person_why()
    {
        (await OutputAsync("""[{"type":"function","name":"f","x-command":"echo no such city in /srv/cities >&2; exit 3"}]""")).ShouldBe(
            new("""{"error":"The function f failed with code 3."}""", "The command of f ended with code 3: no such city in /srv/cities"));
        (await OutputAsync("""[{"type":"function","name":"f","x-command":["/no/such/program"]}]""")).ShouldBe(
            new("""{"error":"The function f could not be run."}""", "The command of f, /no/such/program, cannot be started: there is no such program"));
    }

    [Theory]
    [InlineData("[\"./town\",\"Oslo\"]")]
    [InlineData("\"./town Oslo\"")]
    [InlineData("\" bin/../town Oslo | cat\"")]
    public async Task A_relative_program_is_beside_the_file_that_names_it(string command)
    {
        using var folder = new ScratchFolder();
        File.CreateSymbolicLink(folder["town"], "/bin/echo");
        var book = await ToolBook.LoadAsync(folder.Text("tools.json", $$"""[{"type":"function","name":"f","x-command":{{command}}}]"""), CancellationToken.None);

        (await book.AnswerAsync(new("f", "call_1", "{}"), CancellationToken.None)).ShouldBe(new ToolOutput("Oslo"));
    }

    [Fact]
    public async Task A_result_too_large_for_a_model_is_refused_with_its_size()
    {
        var most = new string('x', 1 << 20);
        (await OutputAsync($$"""[{"type":"function","name":"f","x-result":"{{most}}"}]""")).ShouldBe(new ToolOutput(most));

        var refused = await OutputAsync($$"""[{"type":"function","name":"f","x-result":"{{most}}x"}]""");
        refused.Text.ShouldBe("""{"error":"The result of f has 1048577 bytes; at most 1048576 can be sent."}""");
        refused.Trouble.ShouldBe("The result of f has 1048577 bytes; at most 1048576 can be sent.");
        (await OutputAsync("""[{"type":"function","name":"f","x-command":"yes"}]""")).Text.ShouldContain("more than 1048576 bytes");
    }

    [Fact]
    public void What_is_to_be_approved_is_known_here_and_not_sent()
    {
        var book = ToolBook.Parse("""[{"type":"function","name":"f","x-approve":true},{"type":"function","name":"g","x-approve":false}]""", "tools.json");

        book.Approved.ShouldBe(["f"]);
        book.Declared.ToJsonString().ShouldBe("""[{"type":"function","name":"f"},{"type":"function","name":"g"}]""");
    }

    [Fact]
    public async Task With_neither_the_answer_is_an_error_that_says_so() =>
        (await AnswerAsync("""[{"type":"function","name":"f"}]""")).ShouldBe(
            """{"error":"The function f has neither an x-result nor an x-command in tools.json, so this client cannot run it."}""");

    [Theory]
    [InlineData("{", "is no JSON")]
    [InlineData("{}", "must hold a JSON array")]
    [InlineData("[1]", "tool 1: a tool is an object")]
    [InlineData("""[{"name":"f"}]""", "tool 1 has no type")]
    [InlineData("""[{"type":"function"}]""", "tool 1 has no name")]
    [InlineData("""[{"type":"function","name":"f"},{"type":"function","name":"f"}]""", "tool 2: there are two functions named f")]
    [InlineData("""[{"type":"function","name":"f","x-result":1,"x-command":"date"}]""", "both an x-result and an x-command")]
    [InlineData("""[{"type":"function","name":"f","x-approve":"always"}]""", "x-approve is true or false")]
    [InlineData("""[{"type":"function","name":"f","x-command":[]}]""", "x-command is a command line, or an array")]
    public void A_mistake_says_where_it_is_and_what_would_be_right(string json, string message) =>
        Should.Throw<CommandException>(() => ToolBook.Parse(json, "tools.json")).Message.ShouldSatisfyAllConditions(
            text => text.ShouldStartWith("tools.json"),
            text => text.ShouldContain(message));

    private static async Task<string> AnswerAsync(string tools) => (await OutputAsync(tools)).Text;

    private static Task<ToolOutput> OutputAsync(string tools) =>
        ToolBook.Parse(tools, "tools.json").AnswerAsync(new FunctionCallItem("f", "call_1", """{"city":"Paris"}"""), CancellationToken.None);
}
