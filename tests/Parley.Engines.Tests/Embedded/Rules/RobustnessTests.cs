namespace Parley.Embedded.Rules;

public sealed class RobustnessTests
{
    private static readonly string[] Words = (
        "the a to from in at for on and of with no not turn on off set book cancel order table light weather flight 5 12345 2.5 5pm 17:30 31 29 half past quarter to oh one two three hundred thousand point "
        + "twenty first third may march february next friday tomorrow day after week hour an minutes p m am \"quoted\" anna@example.com +1 555 at example dot com number code double saying that about called my name is "
        + "no yes never mind what who where is it spell count repeat after me , . ? ! : - ' % $5 в на из о через завтра пять часов полчаса половине без четверти вечера номер свет погода двадцать мая числа").Split(' ');

    [Fact]
    public async Task Whatever_is_said_something_comes_back()
    {
        var random = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var talk = new Talker(ThirtyTools.All, "You are Nora. If asked about news say hello.");
            for (var turn = 0; turn < 2; turn++)
            {
                var words = string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => Words[random.Next(Words.Length)]));
                Talker.Did(await talk.Say(words)).Length.ShouldBeGreaterThan(2, words);
            }
        }
    }

    [Theory]
    [InlineData("""{"a":null,"b":[],"c":{},"d":[[1,2],[3]],"e":{"f":{"g":[{}]}}}""")]
    [InlineData("""[null,1,"x",{"a":1},[2]]""")]
    [InlineData("""[{},{}]""")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("""{"":1,"_":"x","$":true}""")]
    [InlineData("""{"status":"","message":"","date":"2026-13-40","time":"99:99"}""")]
    [InlineData("{broken")]
    [InlineData("""{"error":null,"value":1e400}""")]
    [InlineData("""{"error":[],"success":"maybe"}""")]
    public void Whatever_a_function_returns_something_is_said(string result)
    {
        foreach (var tongue in Enum.GetValues<Tongue>())
            new ResultSentence(tongue, new DateTime(2026, 5, 6), "what is it").Of("get_x", result, null).ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("f f")]
    [InlineData("f F")]
    [InlineData("a+b b+c")]
    public async Task Functions_whose_names_overlap_in_the_instructions_do_no_harm(string names)
    {
        var tools = names.Split(' ').Select(name => Declared.Function(name, "Looks something up.", """{"type":"object"}""")).ToList();
        var talk = new Talker(tools, "If asked about the weather use f, about news use F. For trains call a+b+c.");
        Talker.Did(await talk.Say("What about the weather?")).Length.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void Of_functions_that_differ_by_case_the_instructions_mean_the_one_they_write()
    {
        var topics = Routing.Topics("If asked about weather use F. If asked about news use f.", ["f", "F"]);
        topics["F"].ShouldBe(["weather"]);
        topics["f"].ShouldBe(["news"]);
    }
}
