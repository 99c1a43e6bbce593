namespace Parley.Embedded.Rules;

/// <summary>Counts, spells, and reads codes digit by digit.</summary>
internal static class Counting
{
    private const int Most = 100;

    public static string Count(Utterance request)
    {
        var numbers = Numbers.In(request).Select(n => (int)Math.Clamp(n.Value, 0, Most)).ToList();
        var (from, to) = numbers switch
        {
            [] => (1, 10),
            [var only] => request.Has("down") || request.Has("обратно") ? (only, 0) : (1, only),
            [var first, var second, ..] => (first, second),
        };
        var count = Math.Abs(to - from) + 1;
        return string.Join(", ", Enumerable.Range(0, count).Select(i => from + (i * Math.Sign(to - from)))) + ".";
    }

    /// <summary>The letters of what stands after "spell", each by itself.</summary>
    public static string Spell(Utterance request, Tongue tongue)
    {
        var at = request.Words.Select((w, i) => (w, i)).LastOrDefault(p => p.w.Lower is "spell" or "буквам" or "word" or "слово" or "name").i + 1;
        while (at < request.Count - 1 && StopWords.Articles.Contains(request.LowerAt(at))) at++;
        if (at >= request.Count) return tongue == Tongue.Russian ? "Какое слово произнести по буквам?" : "Which word shall I spell?";
        return string.Join(", ", request.Slice(at, request.Count - 1).ToUpperInvariant().Where(char.IsLetterOrDigit)) + ".";
    }

    /// <summary>"AB12" as "A B 1 2", so that a voice reads every sign.</summary>
    public static string Signs(string code) => string.Join(' ', code.Where(char.IsLetterOrDigit));
}
