using System.Text.Json.Nodes;

namespace Parley.Embedded.Rules;

/// <summary>Gives dates (yyyy-MM-dd), times (HH:mm) and both (yyyy-MM-ddTHH:mm:ss) to the parameters that take them.</summary>
internal static class MomentFinder
{
    private static readonly HashSet<string> Later = [.. Lists.Split("end until till to return returning back out checkout through finish до обратно возвращение")];

    public static void Fill(Slots slots, IReadOnlyList<Leaf> leaves, Parameter? wanted)
    {
        foreach (var leaf in leaves.Where(l => Takes(l, ParameterRole.DateTime))) FillBoth(slots, leaf);
        FillDates(slots, [.. leaves.Where(l => Takes(l, ParameterRole.Date)).OrderBy(l => IsLater(l.Parameter))]);
        FillTimes(slots, [.. leaves.Where(l => Takes(l, ParameterRole.Time)).OrderBy(l => IsLater(l.Parameter))], wanted);
    }

    private static bool Takes(Leaf leaf, ParameterRole role) => leaf.IsOpen && leaf.Parameter.IsText && leaf.Parameter.Role == role;

    private static bool IsLater(Parameter parameter) => parameter.Words.Any(Later.Contains);

    private static void FillBoth(Slots slots, Leaf leaf)
    {
        var date = slots.Dates.Where(d => slots.Free(d.First, d.Last)).Select(d => (Found<DateOnly>?)d).FirstOrDefault();
        var time = slots.Times.Where(t => slots.Free(t.First, t.Last)).Select(t => (Found<TimeOnly>?)t).FirstOrDefault();
        if (date is null && time is null) return;
        var day = date?.Value ?? (time!.Value.Value > TimeOnly.FromDateTime(slots.Now) ? DateOnly.FromDateTime(slots.Now) : DateOnly.FromDateTime(slots.Now).AddDays(1));
        if (date is { } d) Claim(slots, d.First, d.Last);
        if (time is { } t) Claim(slots, t.First, t.Last);
        leaf.Target[leaf.Parameter.Name] = $"{day:yyyy-MM-dd}T{time?.Value ?? TimeOnly.MinValue:HH:mm}:00";
    }

    private static void FillDates(Slots slots, List<Leaf> leaves)
    {
        foreach (var date in slots.Dates.Where(d => slots.Free(d.First, d.Last)))
        {
            if (leaves.Count == 0) return;
            var back = Later.Contains(slots.Text.LowerAt(date.First - 1)) || Later.Contains(slots.Text.LowerAt(date.First - 2));
            var leaf = (back ? leaves.Find(l => IsLater(l.Parameter)) : null) ?? leaves[0];
            leaves.Remove(leaf);
            leaf.Target[leaf.Parameter.Name] = date.Value.ToString("yyyy-MM-dd");
            Claim(slots, date.First, date.Last);
        }
    }

    private static void FillTimes(Slots slots, List<Leaf> leaves, Parameter? wanted)
    {
        foreach (var time in slots.Times.Where(t => slots.Free(t.First, t.Last)))
        {
            if (leaves.Count == 0) return;
            leaves[0].Target[leaves[0].Parameter.Name] = time.Value.ToString("HH:mm");
            leaves.RemoveAt(0);
            Claim(slots, time.First, time.Last);
        }
        if (leaves.Find(l => l.Parameter == wanted) is { } asked && slots.Numbers is [{ Value: >= 0 and < 24 } hour, ..] && slots.Free(hour.First, hour.Last))
            FillHour(slots, asked, hour);
        else if (leaves.Count > 0 && slots.Durations is [var ahead, ..] && slots.Text.LowerAt(ahead.First - 1) is "in" or "через")
            slots.Give(leaves[0], JsonValue.Create(TimeOnly.FromDateTime(slots.Now + ahead.Value).ToString("HH:mm")), ahead.First - 1, ahead.Last);
    }

    // the answer to "what time?" may be a bare "seven"
    private static void FillHour(Slots slots, Leaf asked, Found<decimal> hour)
    {
        var said = Utterance.Of("at " + slots.Text.Slice(hour.First, slots.Text.Count - 1));
        var time = Times.In(said, string.Join(' ', Stems.NameWords(slots.Tool.Name))) is [var t, ..] ? t.Value : new TimeOnly((int)hour.Value, 0);
        slots.Give(asked, JsonValue.Create(time.ToString("HH:mm")), hour.First, hour.Last);
    }

    // the preposition goes with its date: "on monday", "at five"
    private static void Claim(Slots slots, int first, int last) =>
        slots.Take(slots.Text.LowerAt(first - 1) is "on" or "at" or "for" or "by" or "from" or "until" or "till" or "в" or "на" or "к" or "во" or "до" && slots.Free(first - 1, first - 1) ? first - 1 : first, last);
}
