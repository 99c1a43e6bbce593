using Microsoft.Extensions.AI;
using Parley.Tools;

namespace Parley.Embedded.Rules;

/// <summary>A question that needs a search, where the server has none, is answered aloud: search is not set up here.</summary>
public class SearchTests
{
    private const string Instructions =
        "Ты вежливый русскоязычный ассистент. Отвечай кратко. Если просят рассказать новости — используй функцию web_search. "
        + "Если спрашивают о погоде — вызывай функцию get_weather.";

    [Theory]
    [InlineData(null, "Search the web for the latest news", "search is not set up here")]
    [InlineData(null, "Can you search the internet for cheap flights to Rome?", "search is not set up here")]
    [InlineData(null, "What do my documents say about refunds?", "search is not set up here")]
    [InlineData(null, "Search my files for the contract", "search is not set up here")]
    [InlineData(Instructions, "Расскажи новости", "поиск здесь не настроен")]
    [InlineData(Instructions, "Найди в интернете рецепт борща", "поиск здесь не настроен")]
    [InlineData(Instructions, "Что написано в моих документах о возврате?", "поиск здесь не настроен")]
    public async Task A_question_that_needs_a_search_is_answered_aloud(string? instructions, string question, string answer)
    {
        AIFunction[] searches = [SearchTools.WebSearch(NotSetUp).Function, SearchTools.FileSearch(NotSetUp).Function];
        var talk = new Talker([.. searches, .. Declared.Tools("get_weather | The weather in a city | city:string!")], instructions);
        var asked = await talk.Say(question);
        var call = asked.Messages[^1].Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem(Talker.Did(asked));
        var failure = await Should.ThrowAsync<ToolFailedException>(() => searches.Single(each => each.Name == call.Name).InvokeAsync(new(call.Arguments)).AsTask());
        (await talk.Result(ToolOutcome.Failed(failure.Error).ForModel)).ShouldContain(answer);
    }

    [Theory]
    [InlineData("How long is the warranty of the kettle?", "The warranty of the kettle is three years.")]
    [InlineData("What does the red light mean?", "A red light means that the filter is full.")]
    public async Task A_question_that_nothing_else_answers_is_looked_up_in_the_documents(string question, string answer)
    {
        var talk = new Talker([SearchTools.WebSearch(NotSetUp).Function, SearchTools.FileSearch(NotSetUp).Function, .. Declared.Tools("get_weather | The weather in a city | city:string!")]);
        var call = (await talk.Say(question)).Messages[^1].Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem();
        (call.Name, $"{call.Arguments!["query"]}").ShouldBe(("file_search", question));
        var result = """{"results":[{"file":"kettle.md","text":"The kettle holds two litres. The warranty of the kettle is three years. A red light means that the filter is full."}]}""";
        (await talk.Result(result)).ShouldContain(answer);
    }

    [Fact]
    public async Task What_models_are_told_of_results_is_no_fact_to_tell()
    {
        var talk = new Talker([SearchTools.FileSearch(NotSetUp).Function]);
        talk.Messages.Add(new(ChatRole.System, ResultNotice.Text));
        var asked = await talk.Say("What is the weather in Paris?");
        asked.Text.ShouldNotContain("data from outside");
        asked.Messages[^1].Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem().Name.ShouldBe("file_search");
    }

    [Fact]
    public async Task Small_talk_is_not_looked_up()
    {
        var talk = new Talker([SearchTools.FileSearch(NotSetUp).Function]);
        (await talk.Say("Hello!")).Messages[^1].Contents.OfType<FunctionCallContent>().ShouldBeEmpty();
        (await talk.Say("Thank you, goodbye.")).Messages[^1].Contents.OfType<FunctionCallContent>().ShouldBeEmpty();
    }

    private static ValueTask<CitedText> NotSetUp(string query, CancellationToken cancellation) => throw SearchTools.NotSetUp(query);
}
