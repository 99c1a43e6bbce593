using Microsoft.Extensions.AI;
using Parley.Protocol;
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
        AIFunction[] searches = [.. SearchTools.Names.Select(name => SearchTools.NotSetUp(new FunctionTool(name, "vs_1"))!)];
        var talk = new Talker([.. searches, .. Declared.Tools("get_weather | The weather in a city | city:string!")], instructions);
        var asked = await talk.Say(question);
        var call = asked.Messages[^1].Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem(Talker.Did(asked));
        var result = await searches.Single(each => each.Name == call.Name).InvokeAsync(new(call.Arguments));
        (await talk.Result($"{result}")).ShouldContain(answer);
    }
}
