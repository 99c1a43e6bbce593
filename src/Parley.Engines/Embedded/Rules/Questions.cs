namespace Parley.Embedded.Rules;

/// <summary>Asks for a value that is missing, in words made from the parameter's name or description.</summary>
internal static class Questions
{
    private const int ChoicesToName = 4;

    private static readonly Dictionary<string, string> RussianNouns = Lists.Lines(
        """
        city Какой город
        location Какое место
        place Какое место
        country Какая страна
        name Какое имя
        room Какая комната
        amount Какая сумма
        temperature Какая температура
        currency Какая валюта
        size Какой размер
        color Какой цвет
        item Что именно
        product Какой товар
        dish Какое блюдо
        message Какое сообщение
        text Какой текст
        title Какое название
        query Что искать
        address Какой адрес
        email Какой адрес электронной почты
        phone Какой номер телефона
        recipient Кому
        contact Кому
        reason По какой причине
        duration На какое время
        minutes На сколько минут
        guests Сколько гостей
        people Сколько человек
        nights Сколько ночей
        quantity Сколько
        count Сколько
        language На какой язык
        genre Какой жанр
        song Какая песня
        device Какое устройство
        """).Select(line => line.Split(' ', 2)).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    public static string For(Parameter parameter, Tongue tongue) =>
        tongue == Tongue.Russian ? Russian(parameter) : English(parameter);

    private static string English(Parameter parameter)
    {
        var label = Label(parameter);
        return parameter.Kind switch
        {
            ParameterKind.Choice when parameter.Choices.Count <= ChoicesToName => $"Which {label}: {Or(parameter.Choices)}?",
            ParameterKind.Choice => $"Which {label}?",
            ParameterKind.Boolean => $"Should it be {label}, yes or no?",
            ParameterKind.Number or ParameterKind.Integer => Count(parameter, label),
            ParameterKind.List => $"Which {label}?",
            ParameterKind.Object => parameter.Properties is [var first, ..] ? English(first) : $"What is the {label}?",
            _ => parameter.Role switch
            {
                ParameterRole.Origin when parameter.Words.Count == 1 => "Where from?",
                ParameterRole.Destination when parameter.Words.Count == 1 => "Where to?",
                ParameterRole.Date => label is "date" or "day" ? "For which date?" : $"Which {label}?",
                ParameterRole.Time or ParameterRole.DateTime => label is "when" ? "When?" : $"What {label}?",
                ParameterRole.Place or ParameterRole.Language or ParameterRole.Item => label.StartsWith("address") ? "What is the address?" : $"Which {label}?",
                ParameterRole.Person => label.Contains("name") ? $"What is the {label}?" : label is "who" or "to" ? "Who to?" : $"Who is the {label}?",
                _ => label is "query" ? "What should I look for?" : $"What is the {label}?",
            },
        };
    }

    private static string Count(Parameter parameter, string label) =>
        parameter.Words[^1] is var last && (last is "people" or "quantity" or "count" || (last.EndsWith('s') && !last.EndsWith("ss")))
            ? last is "quantity" or "count" ? "How many?" : $"How many {label}?"
            : parameter.Role == ParameterRole.Code ? $"What is the {label}?" : $"What {label}?";

    private static string Label(Parameter parameter)
    {
        var words = parameter.Words is [.., "id"] && parameter.Words.Count > 1 ? [.. parameter.Words.SkipLast(1), "number"] : parameter.Words;
        words = words is [.., "no"] ? [.. words.SkipLast(1), "number"] : words;
        return words.Count == 0 ? parameter.Name : string.Join(' ', words);
    }

    private static string Or(IReadOnlyList<string> choices) => Listing.Join([.. choices.Select(c => string.Join(' ', Stems.NameWords(c)))], "or");

    private static string Russian(Parameter parameter)
    {
        var noun = parameter.Words.Reverse().Select(w => RussianNouns.GetValueOrDefault(w)).FirstOrDefault(n => n is not null);
        var question = parameter.Role switch
        {
            ParameterRole.Date => "На какую дату",
            ParameterRole.Time => "В какое время",
            ParameterRole.DateTime => "Когда",
            ParameterRole.Origin => "Откуда",
            ParameterRole.Destination => "Куда",
            _ => noun,
        };
        if (question is not null)
            return parameter.Kind == ParameterKind.Choice && parameter.Choices.Count <= ChoicesToName && parameter.Choices.All(Utterance.IsCyrillic)
                ? $"{question}: {Listing.Join(parameter.Choices, "или")}?" : question + "?";
        if (parameter.Role == ParameterRole.Code) return "Какой номер?";
        if (parameter.Kind == ParameterKind.Choice && parameter.Choices.Count <= ChoicesToName && parameter.Choices.All(Utterance.IsCyrillic))
            return $"Что выбрать: {Listing.Join(parameter.Choices, "или")}?";
        return $"Уточните, пожалуйста: {(Utterance.IsCyrillic(parameter.Description) ? Lower(parameter.Description.TrimEnd('.', '!')) : Label(parameter))}?";
    }

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
