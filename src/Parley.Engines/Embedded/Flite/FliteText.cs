using System.Text;

namespace Parley.Embedded.Flite;

/// <summary>What flite can read: printable ASCII. Letters with marks lose the marks, Cyrillic is spelled in Latin letters, typographic signs become plain ones, the rest becomes a space.</summary>
internal static class FliteText
{
    // flite's own rules put a token into fixed buffers; no word of a language is longer.
    private const int LongestToken = 60;

    private const string Marked = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöøùúûüýÿ";
    private const string Plain = "AAAAAACEEEEIIIINOOOOOOUUUUYaaaaaaceeeeiiiinoooooouuuuyy";

    // а … я, then ё; a Russian name in an English sentence is heard rather than left out.
    private static readonly string[] Cyrillic =
    [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh",
        "shch", "", "y", "", "e", "yu", "ya",
    ];

    /// <summary>The text in ASCII, or null when nothing in it can be spoken.</summary>
    public static string? From(string text)
    {
        var plain = new StringBuilder(text.Length + 8);
        var token = 0;
        var speakable = false;
        foreach (var c in text)
        {
            foreach (var ascii in Ascii(c))
            {
                token = ascii == ' ' ? 0 : token + 1;
                if (token > LongestToken)
                {
                    plain.Append(' ');
                    token = 1;
                }

                plain.Append(ascii);
                speakable |= char.IsAsciiLetterOrDigit(ascii) || ascii is '$' or '@' or '%' or '&' or '+' or '=';
            }
        }

        return speakable ? plain.ToString() : null;
    }

    private static ReadOnlySpan<char> Ascii(char c) => c switch
    {
        >= ' ' and <= '~' => new[] { c },
        >= 'а' and <= 'я' => Cyrillic[c - 'а'],
        >= 'А' and <= 'Я' => Cyrillic[c - 'А'],
        'ё' or 'Ё' => "yo",
        'і' or 'І' or 'ї' or 'Ї' => "i",
        'є' or 'Є' => "ye",
        '’' or '‘' or 'ʼ' => "'",
        '“' or '”' or '«' or '»' or '„' => "\"",
        '–' or '‑' or '−' => "-",
        '—' => ", ",
        '…' => "...",
        'ß' => "ss",
        'Æ' or 'æ' => "ae",
        'Œ' or 'œ' => "oe",
        '€' => " euro ",
        '£' => " pound ",
        '\u00AD' or '\u200B' or '\u200D' or '\uFE0F' => "",
        _ => Marked.IndexOf(c) is >= 0 and var at ? Plain.AsSpan(at, 1) : " ",
    };
}
