using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>Gives numbers to the parameters that take them: by the unit that follows, by the parameter's own name nearby, then in order.</summary>
internal static class NumberFinder
{
    private static readonly HashSet<string>[] Units = [.. Lists.Lines(
        """
        temperature degree degrees celsius fahrenheit температура градус градуса градусов
        percent percentage level brightness volume speed intensity процент процента процентов
        amount price sum money budget total cost value limit dollar dollars euro euros pound pounds buck bucks usd eur ruble rubles рубль рубля рублей доллар долларов евро сумма
        people person persons guests guest party seats passengers adults travelers travellers size diners attendees us человек человека гостей гостя персон мест
        nights night stay ночь ночи ночей
        days day день дня дней
        quantity count pieces bottles items штук штуки
        rooms room комнаты
        tickets ticket билет билета билетов
        stars star rating звезд
        kilos kilograms kg weight
        kilometers kilometres km miles distance
        """).Select(line => Lists.Split(line).Select(Stems.Of).ToHashSet(StringComparer.Ordinal))];

    private static readonly HashSet<string> Lengths = [.. Lists.Split("duration length minutes seconds hours minute second hour")];

    public static void Fill(Slots slots, IReadOnlyList<Leaf> leaves, Parameter? wanted)
    {
        var open = leaves.Where(l => l.IsOpen && IsNumber(l.Parameter)).ToList();
        foreach (var leaf in open.Where(l => l.Parameter.Words.Any(Lengths.Contains)).ToList())
            if (slots.Durations.Where(d => slots.Free(d.First, d.Last)).Select(d => (Found<TimeSpan>?)d).FirstOrDefault() is { } span)
            {
                slots.Give(leaf, Value(leaf.Parameter, (decimal)(span.Value / Unit(leaf.Parameter))), span.First, span.Last);
                open.Remove(leaf);
            }
        var pairs = from leaf in open
                    from number in slots.Numbers
                    let fit = Fit(slots, leaf.Parameter, number, leaf.Parameter == wanted)
                    where fit > 0
                    orderby fit descending, number.First
                    select (leaf, number);
        foreach (var (leaf, number) in pairs.ToList())
            if (leaf.IsOpen && slots.Free(number.First, number.Last)) slots.Give(leaf, Value(leaf.Parameter, number.Value), number.First, WithUnit(slots, number));
        foreach (var leaf in open.Where(l => l.IsOpen && l.Parameter.Named("quantity", "count", "qty"))) FillArticle(slots, leaf);
        FillLists(slots, leaves);
    }

    private static bool IsNumber(Parameter parameter) => parameter.Kind is ParameterKind.Number or ParameterKind.Integer;

    private static double Fit(Slots slots, Parameter parameter, Found<decimal> number, bool wanted)
    {
        var after = number.Last + 1 < slots.Text.Count && !slots.Text[number.Last].EndsClause ? slots.Text[number.Last + 1].Stem : "";
        var sign = slots.Text[number.First].Start > 0 ? slots.Text.Text[slots.Text[number.First].Start - 1] : ' ';
        if (sign is '$' or '€' or '£' or '₽') after = "dollar";
        if (slots.Text[number.Last].Mark == '%') after = "percent";
        var fit = wanted ? 4.0 : parameter.Required ? 1 : 0.5;
        var unit = Units.Where(u => u.Contains(after)).ToList();
        var counts = parameter.Named("quantity", "count", "qty");
        if (counts && after.Length > 0) fit += 0.7; // any thing can be counted
        else if (unit.Exists(u => parameter.Stems.Any(u.Contains))) fit += 3;
        else if (unit.Count > 0 && Units.Any(u => parameter.Stems.Any(u.Contains))) fit -= 2;
        else if (Units.Any(u => parameter.Stems.Any(u.Contains) && u.Contains("guest")) && slots.Text.LowerAt(number.First - 1) is "for" or "of" or "на" && !slots.IsTemporal(number.First)) fit += 1.5;
        if (Near(slots, parameter, number)) fit += 2;
        if (slots.IsTemporal(number.First) && fit < 3) fit -= 2;
        return fit;
    }

    private static int WithUnit(Slots slots, Found<decimal> number) =>
        number.Last + 1 < slots.Text.Count && slots.Free(number.Last + 1, number.Last + 1) && !slots.Text[number.Last].EndsClause && Units.Any(u => u.Contains(slots.Text[number.Last + 1].Stem)) ? number.Last + 1 : number.Last;

    private static bool Near(Slots slots, Parameter parameter, Found<decimal> number)
    {
        for (var i = Math.Max(0, number.First - 3); i <= Math.Min(slots.Text.Count - 1, number.Last + 1); i++)
            if (parameter.Stems.Contains(slots.Text[i].Stem)) return true;
        return false;
    }

    private static TimeSpan Unit(Parameter parameter)
    {
        var text = string.Join(' ', parameter.Words) + " " + parameter.Description.ToLowerInvariant();
        return text.Contains("second") ? TimeSpan.FromSeconds(1) : text.Contains("hour") ? TimeSpan.FromHours(1) : text.Contains("day") ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(1);
    }

    // "a pizza" is one pizza
    private static void FillArticle(Slots slots, Leaf leaf)
    {
        var at = Enumerable.Range(0, slots.Text.Count).FirstOrDefault(i => slots.Text[i].Lower is "a" or "an" && slots.Free(i, i), -1);
        if (at >= 0 && leaf.Parameter.Required) slots.Give(leaf, JsonValue.Create(1), at, at);
    }

    private static void FillLists(Slots slots, IReadOnlyList<Leaf> leaves)
    {
        foreach (var leaf in leaves.Where(l => l.IsOpen && l.Parameter is { Kind: ParameterKind.List, Items.Kind: ParameterKind.Number or ParameterKind.Integer }))
        {
            var free = slots.Numbers.Where(n => slots.Free(n.First, n.Last)).ToList();
            if (free.Count == 0) continue;
            leaf.Target[leaf.Parameter.Name] = new JsonArray([.. free.Select(n => (JsonNode?)Value(leaf.Parameter.Items!, n.Value))]);
            foreach (var number in free) slots.Take(number.First, number.Last);
        }
    }

    private static JsonValue Value(Parameter parameter, decimal value) =>
        parameter.Kind == ParameterKind.Integer || value == Math.Floor(value) ? JsonValue.Create((long)Math.Round(value)) : JsonValue.Create(value / 1.0000000000m);
}
