using System.Text.RegularExpressions;

namespace Parley.Tests;

/// <summary>Each sample runs as a program, says by its exit code that it has worked, and prints what it is there for.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task Hello_agent_tells_the_time()
    {
        var ran = await Sample.RunAsync("01-hello-agent");
        ran.ExitCode.ShouldBe(0, ran.Error);
        ran.Output.ShouldMatch(@"\d{1,2}:\d{2} [AP]M");
    }

    [Fact]
    public async Task Tools_are_called_and_their_results_are_said()
    {
        var ran = await Sample.RunAsync("03-tools");
        ran.ShouldHavePrinted(
            "You: What is the weather in Oslo?",
            "  calls get_weather {\"city\":\"Oslo\"}",
            "  gets {\"city\":\"Oslo\",\"weather\":\"snow\",\"temperature\":-3}",
            "  calls get_current_time {}");
        ran.Lines.ShouldContain(line => Regex.IsMatch(line, "^Ada: .*-3.*snow"));
        ran.Lines.ShouldContain(line => Regex.IsMatch(line, "^Ada: .*:.* [AP]M"));
    }

    [Fact]
    public async Task Specialists_hand_over_to_each_other() => (await Sample.RunAsync("04-handoff")).ShouldHavePrinted(
        "  Travel hands over to Weather",
        "Weather: Rome will have sun tomorrow.",
        "  Weather hands over to Travel",
        "Travel: The train to Rome leaves at nine.");

    [Fact]
    public async Task A_guardrail_puts_other_words_in_the_place_of_what_it_stops()
    {
        var ran = await Sample.RunAsync("05-guardrail");
        ran.ShouldHavePrinted("Ada was heard to say: I cannot say card numbers.");
        ran.Lines[0].ShouldStartWith("stopped by 'card numbers', because it says a card number: ");
    }

    [Fact]
    public async Task What_was_said_in_one_session_is_known_in_the_next() => (await Sample.RunAsync("06-memory")).ShouldHavePrinted(
        "  remember {\"fact\":\"Grace eats no nuts.\"}: Remembered.",
        "in the file: Grace eats no nuts.",
        "the model was told:",
        "- Grace eats no nuts.",
        "then all of it was forgotten: True");

    [Fact]
    public async Task The_functions_of_an_MCP_server_are_the_agents() => (await Sample.RunAsync("07-mcp")).ShouldHavePrinted(
        "shop offers: stock (How many of an article there are.)",
        "  stock {\"article\":\"umbrella\"}: 7 in stock",
        "Ada: There are seven umbrellas.");

    [Fact]
    public async Task A_question_in_a_file_is_answered_in_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("parley-samples-");
        try
        {
            var (question, answer) = (Path.Combine(folder.FullName, "question.wav"), Path.Combine(folder.FullName, "answer.wav"));
            (await Sample.ParleyAsync("say", "What time is it now?", "--out", question)).ExitCode.ShouldBe(0);
            var ran = await Sample.RunAsync("08-file-client", question, answer);
            ran.ShouldHavePrinted("You: what time is it now");
            ran.Lines.ShouldContain(line => Regex.IsMatch(line, @"^Ada: .*\d{1,2}:\d{2} [AP]M"));
            new FileInfo(answer).Length.ShouldBeGreaterThan(24000);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Two_programs_are_a_microphone_and_a_speaker()
    {
        var folder = Directory.CreateTempSubdirectory("parley-samples-");
        try
        {
            var (question, answer) = (Path.Combine(folder.FullName, "question.wav"), Path.Combine(folder.FullName, "answer.pcm"));
            (await Sample.ParleyAsync("say", "What time is it now?", "--out", question)).ExitCode.ShouldBe(0);
            var ran = await Sample.RunAsync("12-arecord-aplay", $"ffmpeg -v error -i '{question}' -f s16le -ar 24000 -ac 1 -", $"cat > '{answer}'");
            ran.ShouldHavePrinted("You: what time is it now");
            new FileInfo(answer).Length.ShouldBeGreaterThan(24000);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_desk_books_once_after_a_yes() => (await Sample.RunAsync("09-appointment-desk")).ShouldHavePrinted(
        "  check_slot: {\"error\":\"The argument 'time' is missing.\"}",
        "Desk: At what time, please?",
        "  check_slot: Tuesday at 10:00 is free.",
        "  book is rejected",
        "  the person breaks in",
        "You: Yes, please.",
        "  book is approved",
        "  book: booked",
        "  the line is cut",
        "Desk: Your appointment is on Tuesday at ten.",
        "booked 1 time, in 1 attempt: Grace, Tuesday 10:00");

    [Fact]
    public async Task A_support_line_reads_order_numbers_back() => (await Sample.RunAsync("11-support-line")).ShouldHavePrinted(
        "  get_order_status {\"order_number\":\"AB1234\"}: {\"status\":\"on its way\"}",
        "Support: Your order number is A B 1 2 3 4. The order is on its way.",
        "  get_order_status {\"order_number\":\"CD5678\"}: {\"status\":\"waiting for you at the shop\"}",
        "read back: AB1234, CD5678");
}
