namespace Parley.Embedded.PocketSphinx;

/// <summary>Words that must be replaced, dropped or put in to turn what was heard into what was said.</summary>
internal static class WordErrors
{
    internal static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal static int Between(string said, string heard)
    {
        var (from, to) = (Words(said), Words(heard));
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= to.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
