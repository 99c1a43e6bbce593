using Parley.Protocol;

namespace Parley.Listening;

public sealed class SemanticTurnJudgeTests
{
    [Theory]
    [InlineData("I would like to book a table and")]
    [InlineData("I would like to book a table for two but um")]
    [InlineData("ummm")]
    [InlineData("hmm")]
    [InlineData("I can't come because")]
    [InlineData("I want to go to")]
    [InlineData("I want to go to the")]
    [InlineData("please put it into my")]
    [InlineData("what's")]
    [InlineData("call me once you are at")]
    [InlineData("the weather is")]
    [InlineData("let me think, I mean")]
    [InlineData("a table for two, ")]
    [InlineData("I was wondering...")]
    [InlineData("I was wondering…")]
    [InlineData("and then I went to the.")] // a recogniser that ends everything with a full stop
    [InlineData("закажи столик на")]
    [InlineData("закажи столик на двоих и")]
    [InlineData("э-э")]
    [InlineData("эээ")]
    [InlineData("мне нужен столик, ну")]
    [InlineData("я не приду, потому что")]
    [InlineData("я хотел бы")]
    [InlineData("я хочу")]
    [InlineData("Закажи столик на.")]
    public void More_must_come(string heard) => SemanticTurnJudge.Judge(heard).ShouldBe(TurnVerdict.Unfinished);

    [Theory]
    [InlineData("I would like to book a table for two")]
    [InlineData("what time is it")]
    [InlineData("what's the time")]
    [InlineData("is it raining")]
    [InlineData("can you help me")]
    [InlineData("who is it for?")]
    [InlineData("yes")]
    [InlineData("mm-hmm")]
    [InlineData("no thank you")]
    [InlineData("two coffees please")]
    [InlineData("I think so")]
    [InlineData("why")]
    [InlineData("Two coffees.")]
    [InlineData("Stop!")]
    [InlineData("закажи столик на двоих")]
    [InlineData("сколько времени")]
    [InlineData("какая погода")]
    [InlineData("Который час?")]
    [InlineData("да")]
    [InlineData("спасибо")]
    [InlineData("это всё")]
    [InlineData("я не хочу")]
    [InlineData("Два кофе.")]
    [InlineData("почему")]
    public void Nothing_is_missing(string heard) => SemanticTurnJudge.Judge(heard).ShouldBe(TurnVerdict.Complete);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("?!")]
    [InlineData("tomorrow")]
    [InlineData("John Smith")]
    [InlineData("what is")]
    [InlineData("please turn the lights on")] // or "on Friday"
    [InlineData("what are you looking for")] // a question may end so, or go on
    [InlineData("столик")]
    [InlineData("Иван Петров")]
    public void The_words_do_not_say(string heard) => SemanticTurnJudge.Judge(heard).ShouldBe(TurnVerdict.Open);

    [Theory]
    [InlineData("my number is five five five", TurnVerdict.Unfinished)]
    [InlineData("my phone number is five five", TurnVerdict.Unfinished)]
    [InlineData("five five five one two three fifty five", TurnVerdict.Unfinished)]
    [InlineData("my number is five five five one two three four five six seven", TurnVerdict.Complete)]
    [InlineData("555 123", TurnVerdict.Open)]
    [InlineData("call 555 123 4", TurnVerdict.Unfinished)]
    [InlineData("+1 (555) 123-4567", TurnVerdict.Complete)]
    [InlineData("set a timer for twenty five", TurnVerdict.Complete)]
    [InlineData("a table for two", TurnVerdict.Complete)]
    [InlineData("мой номер восемь девятьсот шестнадцать сто двадцать три", TurnVerdict.Unfinished)]
    [InlineData("восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь", TurnVerdict.Complete)]
    [InlineData("мой телефон восемь девятьсот", TurnVerdict.Unfinished)]
    [InlineData("разбуди меня в семь тридцать", TurnVerdict.Complete)]
    public void Digits_that_are_read_out_wait_for_the_rest(string heard, TurnVerdict verdict) => SemanticTurnJudge.Judge(heard).ShouldBe(verdict);

    [Fact]
    public void The_eager_wait_less_and_nobody_longer_than_the_protocol_says()
    {
        foreach (var verdict in Enum.GetValues<TurnVerdict>())
        {
            var waits = new[] { Eagerness.High, Eagerness.Medium, Eagerness.Low }.Select(eagerness => SemanticTurnJudge.SilenceMs(verdict, eagerness)).ToList();
            waits.ShouldBeInOrder();
            waits.Distinct().Count().ShouldBe(3);
            SemanticTurnJudge.SilenceMs(verdict, Eagerness.Auto).ShouldBe(waits[1]);
        }

        new[] { Eagerness.High, Eagerness.Medium, Eagerness.Low }.Select(eagerness => SemanticTurnJudge.SilenceMs(TurnVerdict.Unfinished, eagerness)).ShouldBe([2000, 4000, 8000]);
    }
}
