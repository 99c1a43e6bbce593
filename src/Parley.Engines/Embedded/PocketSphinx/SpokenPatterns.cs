namespace Parley.Embedded.PocketSphinx;

/// <summary>The patterns and lists of <c>SpokenEnglish.txt</c>: how people put things to a voice agent.</summary>
internal sealed class SpokenPatterns
{
    private static readonly Lazy<SpokenPatterns> Shared = new(Load);

    private SpokenPatterns(IReadOnlyDictionary<string, string[][]> lists, IReadOnlyList<string[]> patterns) =>
        (Lists, Patterns) = (lists, patterns);

    internal static SpokenPatterns Instance => Shared.Value;

    /// <summary>Slot name → what may stand there, each as its words.</summary>
    internal IReadOnlyDictionary<string, string[][]> Lists { get; }

    /// <summary>Words and {slots}.</summary>
    internal IReadOnlyList<string[]> Patterns { get; }

    private static SpokenPatterns Load()
    {
        using var stream = typeof(SpokenPatterns).Assembly.GetManifestResourceStream("Parley.Embedded.PocketSphinx.SpokenEnglish.txt")!;
        using var reader = new StreamReader(stream);
        var lists = new Dictionary<string, string[][]>();
        var patterns = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line.Split(" = ") is [var name, var entries])
                lists[name] = [.. entries.Split('|').Select(Words)];
            else
                patterns.Add(Words(line));
        }

        return new SpokenPatterns(lists, patterns);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
