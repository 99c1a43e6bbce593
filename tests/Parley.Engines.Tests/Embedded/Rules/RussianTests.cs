using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

public sealed class RussianTests
{
    private static readonly IReadOnlyList<AITool> Tools = Declared.Tools(
        """
        get_weather | Возвращает погоду в городе | city:string! Город
        turn_on_light | Включает свет в комнате | room:кухня/спальня/ванная!
        turn_off_light | Выключает свет в комнате | room:кухня/спальня/ванная!
        book_table | Бронирует столик в ресторане | date:date!; time:time!; guests:integer! Число гостей
        get_balance | Показывает остаток на счёте | 
        transfer_money | Переводит деньги получателю | amount:number! Сумма; recipient:string! Получатель
        check_order_status | Проверяет статус заказа | order_number:string! Номер заказа
        create_reminder | Создаёт напоминание | text:string! О чём напомнить; date:date; time:time
        find_train | Ищет поезда между городами | from:string! Откуда; to:string! Куда; date:date
        """);

    [Theory]
    [InlineData("Какая погода в Париже?", "get_weather {city=Париж}")]
    [InlineData("какая погода в москве", "get_weather {city=Москва}")]
    [InlineData("Скажи прогноз погоды в Лондоне", "get_weather {city=Лондон}")]
    [InlineData("Какая погода в Новосибирске сегодня?", "get_weather {city=Новосибирск}")]
    [InlineData("Какая погода в Казани?", "get_weather {city=Казань}")]
    [InlineData("Включи свет на кухне", "turn_on_light {room=кухня}")]
    [InlineData("включи пожалуйста свет в спальне", "turn_on_light {room=спальня}")]
    [InlineData("Выключи свет в ванной", "turn_off_light {room=ванная}")]
    [InlineData("Забронируй столик на двоих завтра в семь вечера", "book_table {date=2026-05-07,guests=2,time=19:00}")]
    [InlineData("Забронируй столик на четырёх человек в пятницу в 20:30", "book_table {date=2026-05-08,guests=4,time=20:30}")]
    [InlineData("Какой остаток на моём счёте?", "get_balance {}")]
    [InlineData("Переведи двести пятьдесят рублей для Анны", "transfer_money {amount=250,recipient=Анны}")]
    [InlineData("Какой статус заказа 12345?", "check_order_status {order_number=12345}")]
    [InlineData("проверь статус заказа номер четыре пять шесть", "check_order_status {order_number=456}")]
    [InlineData("Напомни мне позвонить маме завтра в пять часов", "create_reminder {date=2026-05-07,text=позвонить маме,time=17:00}")]
    [InlineData("Найди поезд из Москвы в Казань на 5 июня", "find_train {date=2026-06-05,from=Москва,to=Казань}")]
    [InlineData("Включи свет на кухне и скажи, какая погода в Париже", "turn_on_light {room=кухня}; get_weather {city=Париж}")]
    [InlineData("Привет", "")]
    [InlineData("Кто выиграл чемпионат мира?", "")]
    [InlineData("Расскажи сказку", "")]
    public async Task A_Russian_request_calls_the_function_it_means(string request, string calls) =>
        Talker.Calls(await new Talker(Tools).Say(request)).ShouldBe(calls);

    [Theory]
    [InlineData("Привет!", "Здравствуйте! Чем я могу помочь?")]
    [InlineData("Спасибо", "Пожалуйста!")]
    [InlineData("Который час?", "Сейчас 10:00.")]
    [InlineData("Какое сегодня число?", "Сегодня среда, 6 мая 2026 года.")]
    [InlineData("Посчитай до пяти", "1, 2, 3, 4, 5.")]
    [InlineData("До свидания", "До свидания!")]
    [InlineData("Повтори за мной: белый снег", "Белый снег.")]
    public async Task Russian_small_talk_is_answered_in_Russian(string words, string answer) =>
        (await new Talker(Tools).Say(words)).Text.ShouldBe(answer);

    [Fact]
    public async Task A_missing_value_is_asked_for_in_Russian()
    {
        var talk = new Talker(Tools);
        (await talk.Say("Какая сейчас погода?")).Text.ShouldBe("Какой город?");
        Talker.Calls(await talk.Say("в Лондоне")).ShouldBe("get_weather {city=Лондон}");
        (await talk.Result("""{"city":"Лондон","temperature_c":18,"humidity":61}""")).ShouldBe("Лондон: температура 18 градусов Цельсия и влажность 61 процент.");
    }

    [Fact]
    public async Task An_error_is_told_in_Russian()
    {
        var talk = new Talker(Tools);
        await talk.Say("Какой остаток на счёте?");
        (await talk.Result("""{"error":"счёт закрыт"}""")).ShouldBe("К сожалению, не получилось: счёт закрыт.");
    }

    [Fact]
    public async Task Instructions_route_in_Russian()
    {
        var talk = new Talker(
            [Declared.Function("web_search", null, "{}"), Declared.Function("file_search", null, "{}")],
            "Если спрашивают о новостях, используй web_search. При вопросах о тарифах и возврате вызывай file_search. Отвечай кратко.");
        Talker.Calls(await talk.Say("Какие сегодня новости?")).ShouldBe("web_search {query=Какие сегодня новости?}");
        await talk.Result("Открыт новый мост.");
        Talker.Calls(await talk.Say("Какие у вас тарифы?")).ShouldBe("file_search {query=Какие у вас тарифы?}");
    }

    [Fact]
    public async Task What_could_not_be_heard_is_asked_for_again_in_Russian()
    {
        var talk = new Talker(Tools);
        await talk.Say("Привет");
        (await talk.Say(Dialogue.Inaudible)).Text.ShouldBe("Простите, я вас не расслышал. Повторите, пожалуйста.");
    }
}
