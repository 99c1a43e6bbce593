using System.Text.RegularExpressions;

namespace Parley.Embedded.Espeak;

/// <summary>A language and a speaker as espeak-ng's <c>-v</c> wants them; made only of names that are known here, never of a client's own words.</summary>
/// <param name="File">The voice file of a language: <c>zle/ru</c>. Under a language's own name espeak-ng may drop the speaker (it does with <c>fr-fr+f3</c>).</param>
/// <param name="Variant">One of <see cref="Variants"/>, or null for the language's own speaker.</param>
internal sealed partial record EspeakVoice(string File, string? Variant)
{
    /// <summary>The speakers that ship with espeak-ng and sound like people.</summary>
    public static IReadOnlyList<string> Variants { get; } =
        ["f1", "f2", "f3", "f4", "f5", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8"];

    /// <summary>The value of <c>-v</c>.</summary>
    public string Argument => Variant is null ? File : $"{File}+{Variant}";

    /// <summary>Reads <c>ru</c>, <c>f3</c>, <c>+f3</c> or <c>ru+f3</c>; what is none of them is passed over.</summary>
    /// <param name="voice">The voice as asked for.</param>
    /// <param name="language">The language as asked for (BCP 47); it goes before the one in the voice.</param>
    /// <param name="installed">The languages that espeak-ng has, and their voice files.</param>
    public static EspeakVoice From(string? voice, string? language, IReadOnlyDictionary<string, string> installed)
    {
        var parts = (voice ?? "").ToLowerInvariant().Split('+', 2);
        var variant = Variants.FirstOrDefault(known => parts.Contains(known, StringComparer.Ordinal));
        return new(Installed(language, installed) ?? Installed(parts[0], installed) ?? "gmw/en-US", variant);
    }

    /// <summary>Whether a language (BCP 47) is among those installed.</summary>
    public static bool Has(string language, IReadOnlyDictionary<string, string> installed) => Installed(language, installed) is not null;

    // ru-RU → ru, pt-BR → pt-br, en → en-us: the whole tag if it is there, else its language, else a region of it.
    private static string? Installed(string? tag, IReadOnlyDictionary<string, string> installed)
    {
        if (tag is null || !LanguageTag().IsMatch(tag))
            return null;
        var wanted = tag.ToLowerInvariant();
        var language = wanted.Split('-')[0];
        string[] candidates = [wanted, .. Regional(language), language];
        return candidates.FirstOrDefault(installed.ContainsKey) is { } found ? installed[found] : null;
    }

    private static string[] Regional(string language) => language switch
    {
        "en" => ["en-us"],
        "fr" => ["fr-fr"],
        "zh" => ["cmn"],
        "no" => ["nb"],
        "iw" => ["he"],
        _ => [],
    };

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$")]
    private static partial Regex LanguageTag();
}
