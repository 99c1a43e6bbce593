using Parley.Measuring;

namespace Parley.Trials;

public class CheckTests
{
    [Fact]
    public void A_server_a_little_behind_is_well() => Breaches(Results.Of(cpuMs: 2.9, delayMs: 40)).ShouldBeEmpty();

    [Fact]
    public void A_server_that_costs_too_much_is_not() => Breaches(Results.Of(cpuMs: 3.5)).ShouldHaveSingleItem().ShouldBe("A session costs 3.5 times the CPU of B's; at most 3 times is bearable.");

    [Fact]
    public void Each_thing_that_comes_too_late_is_named() =>
        Breaches(Results.Of(delayMs: 80)).Select(breach => breach.Split(" comes")[0]).ShouldBe(["speech_stopped", "first audio", "barge-in", "session.update"]);

    [Fact]
    public void Sessions_that_are_missing_are_told() => Breaches(Results.Of() with { Held = 97 }).ShouldHaveSingleItem().ShouldBe("Of 100 sessions 97 were held.");

    [Theory]
    [InlineData("Errors"), InlineData("Events out of order"), InlineData("Pieces of sound after a barge-in"), InlineData("Underruns"), InlineData("Utterances without an answer"), InlineData("Sessions that the server ended")]
    public void A_single_mistake_is_one_too_many(string what) =>
        Breaches(Results.Of(also: figures => Make(what, figures))).ShouldHaveSingleItem().ShouldBe($"{what}: 1, where there must be none.");

    [Fact]
    public void A_load_that_was_late_itself_says_nothing_of_the_server() =>
        Breaches(Results.Of() with { LoadCores = 0.95 }).ShouldHaveSingleItem().ShouldStartWith("The load could not keep its own time");

    private static void Make(string mistake, Figures figures)
    {
        switch (mistake)
        {
            case "Errors": figures.Errors.Add("invalid_value"); break;
            case "Events out of order": figures.OutOfOrder.Add("speech_stopped without speech_started"); break;
            case "Pieces of sound after a barge-in": figures.DeltasAfterCancel.Add(); break;
            case "Underruns": figures.Underruns.Add(); break;
            case "Utterances without an answer": figures.Unanswered.Add(); break;
            default: figures.Closes.Add("1011"); break;
        }
    }

    private static List<string> Breaches(TrialResult server) => [.. Check.Breaches(new("Parley", server, Results.Bounds), new("B", Results.Of(), Results.Bounds))];
}
