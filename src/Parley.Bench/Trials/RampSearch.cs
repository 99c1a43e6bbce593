namespace Parley.Trials;

/// <summary>Looks for the largest number that holds: doubles it until one does not, then halves the distance between the two.</summary>
internal sealed class RampSearch(int first)
{
    // as near as repeated measurements agree
    private const double Nearness = 0.05;

    private int? _tooMany;

    /// <summary>The largest that has held.</summary>
    public int Held { get; private set; }

    /// <summary>The next to try, or null once it is known well enough.</summary>
    public int? Next => _tooMany switch
    {
        null => Held == 0 ? first : 2 * Held,
        { } tooMany when tooMany - Held <= Math.Max(1, Nearness * tooMany) => null,
        { } tooMany => (Held + tooMany) / 2,
    };

    public void Tried(int number, bool holds)
    {
        if (holds)
        {
            Held = number;
        }
        else
        {
            _tooMany = number;
        }
    }
}
