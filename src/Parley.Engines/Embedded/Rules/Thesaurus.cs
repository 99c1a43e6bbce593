namespace Parley.Embedded.Rules;

/// <summary>A small general thesaurus: words of one line mean about the same, Russian beside English; after <c>&gt;</c> stand kinds of it.</summary>
internal static class Thesaurus
{
    private const string Verbs =
        """
        enable activate on включить включи включай включите зажги
        disable deactivate off выключить выключи выключай выключите отключи погаси
        book reserve reservation забронировать забронируй бронь бронирование зарезервируй
        buy purchase order купить купи закажи заказать покупка
        cancel delete remove discard отменить отмени отмена удали удалить убери
        create make new создай создать сделай
        add append put добавь добавить запиши записать внеси
        update change modify edit reschedule изменить измени поменяй перенеси перенести обнови
        set adjust configure установи установить поставь поставить задай
        send отправь отправить пошли послать перешли
        open открой открыть
        close shut закрой закрыть
        start begin launch run запусти начни начать
        stop end halt pause finish останови остановить прекрати
        schedule arrange запланируй запланировать назначь назначить
        lock запри запереть
        unlock отопри отпереть
        """;

    private const string Weak =
        """
        get show list display view fetch retrieve read see return покажи показать выведи получить получи узнать узнай
        find search look lookup locate найди найти поищи поиск искать ищи
        check verify проверь проверить
        do place submit perform execute handle manage process
        use tool function take jot
        """;

    private const string Nouns =
        """
        weather forecast погода прогноз > cold hot temperature outside холодно жарко тепло rain raining rainy sunny umbrella snow дождь зонт снег
        temperature thermostat heating heat warm warmer cool cooler colder heater degree температура термостат отопление тепло теплее градус
        light lamp lights lighting свет лампа лампу освещение
        door дверь
        music song track > playlist tune музыка песня песню трек
        flight fly plane рейс самолет перелет лететь улететь билет
        hotel accommodation гостиница отель
        restaurant ресторан > dinner lunch ужин обед
        table столик стол
        food dish meal еда блюдо > pizza burger sushi eat пицца поесть
        taxi cab ride такси
        car vehicle auto машина автомобиль
        train поезд
        money cash funds деньги средства > dollar euro pound ruble buck доллар рубль рублей
        transfer wire remit send перевод перевести переведи
        balance баланс остаток > money деньги денег
        account счет
        card карта карту
        pay payment paid оплата оплатить заплати платеж
        bill invoice квитанция
        currency exchange rate курс валюта валют
        convert conversion конвертация конвертируй
        transaction operation транзакция операция
        appointment meeting event встреча событие прием > calendar agenda календарь
        calendar schedule agenda календарь расписание
        remind reminder напомни напоминание напомнить
        alarm wake будильник разбуди
        timer countdown таймер
        note заметка заметку
        email mail письмо почта почту
        message text sms сообщение
        phone telephone ring телефон позвони позвонить звонок
        ticket issue тикет обращение заявка заявку
        status state progress track tracking статус состояние отследить отследи
        parcel package shipment delivery deliver посылка доставка доставить
        refund reimburse возврат вернуть верни
        price cost стоимость цена стоит
        hours opening schedule часы режим
        news headline headlines новости новость
        web internet online интернет интернете сеть
        file document documents docs файл документ документация документах
        movie film cinema фильм кино
        recipe cook cooking рецепт приготовить
        translate translation перевод переведи
        stock share shares акция акции
        product item goods товар
        address адрес
        volume loud louder quieter громкость громче тише
        brightness bright brighter dim яркость ярче
        blind blinds curtain shutters шторы жалюзи
        vacuum hoover пылесос
        room комната
        complaint complain жалоба пожаловаться
        human agent operator person representative оператор человек специалист
        question faq вопрос
        call conversation разговор > hang
        calculate compute expression arithmetic math посчитай вычисли > plus minus multiply divided multiplied плюс минус умножить разделить
        """;

    private const string Directions =
        """
        increase raise up higher louder brighter warmer увеличь громче ярче теплее выше
        decrease reduce lower down quieter darker colder уменьши тише темнее холоднее ниже
        """;

    private static readonly Dictionary<string, List<string>> Concepts = Read(Verbs, Weak, Nouns, Directions);
    private static readonly HashSet<string> Kinds = [.. new[] { Nouns }.SelectMany(Lists.Lines).Where(l => l.Contains('>')).SelectMany(l => Lists.Split(l.Split('>')[1])).Select(Stems.Of)];
    private static readonly HashSet<string> ActionStems = [.. Lists.Split(Verbs).Select(Stems.Of)];
    private static readonly HashSet<string> WeakStems = [.. Lists.Split(Weak).Select(Stems.Of)];

    /// <summary>Verbs that many functions share (book, cancel, set …): they help to tell, but do not decide.</summary>
    public static bool IsAction(string stem) => ActionStems.Contains(stem);

    /// <summary>Verbs that say nearly nothing (get, show, find …).</summary>
    public static bool IsWeak(string stem) => WeakStems.Contains(stem);

    public static bool Same(string stem, string other) =>
        stem != other && Concepts.TryGetValue(stem, out var one) && Concepts.TryGetValue(other, out var two) && one.Exists(two.Contains);

    /// <summary>The same thing by another name, not only a kind of it ("pizza" is a kind of food).</summary>
    public static bool Synonyms(string stem, string other) => Same(stem, other) && !Kinds.Contains(stem) && !Kinds.Contains(other);

    private static Dictionary<string, List<string>> Read(params string[] texts)
    {
        var concepts = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var line in texts.SelectMany(Lists.Lines))
            foreach (var stem in Lists.Split(line).Where(w => w != ">").Select(Stems.Of).Distinct())
            {
                if (!concepts.TryGetValue(stem, out var of)) concepts[stem] = of = [];
                of.Add(line);
            }
        return concepts;
    }
}
