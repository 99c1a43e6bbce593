using System.Text;

namespace Parley.Embedded.Rules;

/// <summary>Are two words the same but for a slip of the keyboard or of the recogniser?</summary>
internal static class Likeness
{
    public static bool Similar(string a, string b)
    {
        if (a.Length < 4 || b.Length < 4 || Math.Abs(a.Length - b.Length) > 2) return false;
        var shorter = Math.Min(a.Length, b.Length);
        var allowed = shorter >= 9 ? 2 : shorter >= 6 && a[0] == b[0] ? 1 : 0;
        return (allowed > 0 && Distance(a, b) <= allowed) || SoundAlike(a, b);
    }

    /// <summary>Edits (insert, delete, replace, swap neighbours) from one word to the other.</summary>
    public static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }

    // "whether" for "weather": what a recogniser confuses has the same consonants
    private static bool SoundAlike(string a, string b) =>
        a.Length >= 6 && b.Length >= 6 && char.IsAsciiLetter(a[0]) && Consonants(a) is { Length: >= 3 } key && key == Consonants(b);

    private static string Consonants(string word)
    {
        word = word.Replace("wh", "w").Replace("gh", "").Replace("ph", "f").Replace("th", "0").Replace("ck", "k").Replace("kn", "n").Replace('z', 's').Replace('c', 'k').Replace('q', 'k');
        var key = new StringBuilder();
        foreach (var c in word)
            if (!"aeiouyh".Contains(c) && (key.Length == 0 || key[^1] != c)) key.Append(c);
        return key.ToString();
    }
}
