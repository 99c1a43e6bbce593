using System.Text;

namespace Parley.Embedded.Voices;

/// <summary>Which language a text is spoken in: the one asked for, unless its letters are of a script that language is not written in.</summary>
internal static class SpokenLanguage
{
    // First code point of a script's block, the one after its last, the language taken when nothing else is known, others written so.
    private static readonly Script[] Scripts =
    [
        new(0x0041, 0x0250, "en", []),
        new(0x0370, 0x0400, "el", ["grc"]),
        new(0x0400, 0x0530, "ru", ["uk", "be", "bg", "sr", "mk", "kk", "ky", "tt", "ba", "cv", "uz", "mn", "tg", "bs", "az", "smj"]),
        new(0x0530, 0x0590, "hy", ["hyw"]),
        new(0x0590, 0x0600, "he", ["iw", "yi"]),
        new(0x0600, 0x0780, "ar", ["fa", "ur", "ug", "sd", "ku", "ps"]),
        new(0x0900, 0x0980, "hi", ["mr", "ne", "kok", "bpy"]),
        new(0x0980, 0x0A00, "bn", ["as"]),
        new(0x0A00, 0x0A80, "pa", []),
        new(0x0A80, 0x0B00, "gu", []),
        new(0x0B00, 0x0B80, "or", []),
        new(0x0B80, 0x0C00, "ta", []),
        new(0x0C00, 0x0C80, "te", []),
        new(0x0C80, 0x0D00, "kn", []),
        new(0x0D00, 0x0D80, "ml", []),
        new(0x0D80, 0x0E00, "si", []),
        new(0x0E00, 0x0E80, "th", []),
        new(0x1000, 0x10A0, "my", []),
        new(0x10A0, 0x1100, "ka", []),
        new(0x1200, 0x1380, "am", ["ti"]),
        new(0x3040, 0x3100, "ja", []),
        new(0x3400, 0xA000, "zh", ["cmn", "yue", "hak", "ja", "ko"]),
        new(0xAC00, 0xD7B0, "ko", []),
    ];

    /// <summary>A BCP 47 tag; English for a text without letters when nothing was asked for.</summary>
    public static string Of(string text, string? asked)
    {
        var letters = new int[Scripts.Length];
        var ukrainian = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune) && Array.FindIndex(Scripts, script => script.Holds(rune.Value)) is >= 0 and var found)
                letters[found]++;
            ukrainian |= rune.Value is 'ї' or 'є' or 'ґ' or 'Ї' or 'Є' or 'Ґ';
        }

        // Latin names stand in texts of every language: they count a third.
        letters[0] = (letters[0] + 2) / 3;
        var most = letters.Max();
        if (most == 0)
            return asked ?? "en";

        // Kana beside Han is Japanese, however many Han there are.
        var kana = Array.FindIndex(Scripts, script => script.Language == "ja");
        var script = letters[kana] > 0 ? Scripts[kana] : Scripts[Array.IndexOf(letters, most)];
        if (asked is not null && IsWritten(asked.Split('-')[0].ToLowerInvariant(), script))
            return asked;
        return script.Language == "ru" && ukrainian ? "uk" : script.Language;
    }

    // A language that no other script claims is written in Latin letters; some (Serbian, Uzbek) are written in both.
    private static bool IsWritten(string language, Script script) =>
        script.Language == language || script.Others.Contains(language)
        || (script.Language == "en" && (language is "sr" or "uz" or "bs" or "az" or "ku"
            || !Scripts.Any(other => other.Language == language || other.Others.Contains(language))));

    private sealed record Script(int First, int End, string Language, string[] Others)
    {
        public bool Holds(int value) => value >= First && value < End;
    }
}
