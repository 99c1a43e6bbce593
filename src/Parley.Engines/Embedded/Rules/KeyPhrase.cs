namespace Parley.Embedded.Rules;

/// <summary>A key of a JSON result as it is said: its label, and the unit that its name ends in.</summary>
internal sealed record KeyPhrase(string Label, Unit? Unit, IReadOnlyList<string> Words)
{
    private static readonly HashSet<string> Percents = ["humidity", "percentage", "percent", "battery", "brightness", "volume", "discount"];
    private static readonly HashSet<string> Unsaid = [.. Lists.Split("url link href timestamp lat lon lng latitude longitude image icon uuid object unit units currency links score thumbnail file_id timezone time_zone from to success ok type kind")];
    private static readonly Dictionary<string, string> Spoken = Pairs("temp temperature precip precipitation qty quantity num number eta arrival dept department addr address tel phone desc description dest destination min minimum max maximum avg average amt amount");
    private static readonly Dictionary<string, string> Russian = Pairs(
        "temperature температура humidity влажность wind ветер speed скорость price цена balance баланс status статус date дата time время name имя total итого amount сумма city город address адрес phone телефон order заказ number номер room комната rate курс condition погода conditions погода description описание rating рейтинг quantity количество count количество confirmation подтверждение code код title название level уровень volume громкость brightness яркость duration длительность departure отправление arrival прибытие pressure давление email почта message сообщение result результат booking бронь reference номер delivery доставка cost стоимость fee комиссия account счёт currency валюта state состояние device устройство forecast прогноз minimum минимум maximum максимум hours часы guests гости location место");

    public bool IsUnsaid => Unsaid.Contains(string.Join('_', Words)) || Unsaid.Contains(Words[^1]);

    public bool IsCode => Words[^1] is "code" or "number" or "reference" or "id" or "no" or "confirmation" or "ref";

    /// <summary>An identifier that says nothing to a listener.</summary>
    public bool IsInternal => Words[^1] is "id" && !Words.Any(w => w is "order" or "booking" or "reservation" or "ticket" or "confirmation" or "tracking" or "invoice" or "appointment");

    public bool Is(params string[] words) => words.Contains(string.Join('_', Words));

    public static KeyPhrase Of(string key, Tongue tongue)
    {
        var words = Stems.NameWords(key);
        if (words.Count == 0) return new KeyPhrase(key, null, [key]);
        var unit = words.Count > 1 ? Units.Named(words[^1]) : Percents.Contains(words[0]) ? Units.Named("percent") : null;
        if (unit is null && words.Count > 1 && Percents.Contains(words[^1])) unit = Units.Named("percent");
        var labelled = unit is not null && words.Count > 1 && !Percents.Contains(words[^1]) ? words.Take(words.Count - 1) : words;
        var label = labelled.Select(w => Spoken.GetValueOrDefault(w, w)).Select(w => w == "id" ? "number" : w);
        if (tongue == Tongue.Russian) label = label.Select(w => Russian.GetValueOrDefault(w, w));
        return new KeyPhrase(string.Join(' ', label), unit, words);
    }

    private static Dictionary<string, string> Pairs(string text) =>
        Lists.Split(text).Chunk(2).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
}
