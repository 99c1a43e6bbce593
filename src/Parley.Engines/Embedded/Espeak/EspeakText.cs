using System.Text;

namespace Parley.Embedded.Espeak;

/// <summary>Text without what espeak-ng would take for instructions to itself.</summary>
internal static class EspeakText
{
    /// <summary>The text without control characters and phoneme brackets, or null when nothing in it can be spoken.</summary>
    public static string? From(string text)
    {
        var plain = new StringBuilder(text.Length);
        var speakable = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
                plain.Append(' ');
            else if (rune.Value == '[' && plain is [.., '[']) // "[[" begins phoneme codes
                plain.Append(" [");
            else
                plain.Append(rune.ToString());
            speakable |= Rune.IsLetterOrDigit(rune) || Rune.IsSymbol(rune) || rune.Value is '%' or '@' or '&' or '#';
        }

        return speakable ? plain.ToString() : null;
    }
}
