using Parley.Dialects;

namespace Parley.Judging;

/// <summary>Which checks to run, in which dialects.</summary>
public sealed record Selection
{
    /// <summary>Numbers of checks; null for all.</summary>
    public IReadOnlySet<int>? Only { get; init; }

    public IReadOnlyList<DialectName> Dialects { get; init; } = [DialectName.Ga, DialectName.Beta, DialectName.Yandex];

    /// <summary>Leaves out what waits for more than a few seconds.</summary>
    public bool SkipsLongWaits { get; init; }

    /// <summary>Leaves out what needs a model that calls functions.</summary>
    public bool SkipsFunctions { get; init; }

    /// <summary>Leaves out what needs the HTTP endpoints beside the sockets.</summary>
    public bool SkipsHttp { get; init; }

    /// <summary>How many checks run at a time.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>Reads numbers and ranges: <c>25,40-50</c>.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static IReadOnlySet<int> Numbers(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = new HashSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !int.TryParse(ends[0], out var from) || !int.TryParse(ends[^1], out var to) || from < 1 || to > 100 || from > to)
            {
                throw new FormatException($"'{part}' is neither a number nor a range of numbers from 1 to 100, such as 25 or 40-50.");
            }

            numbers.UnionWith(Enumerable.Range(from, to - from + 1));
        }

        return numbers;
    }
}
