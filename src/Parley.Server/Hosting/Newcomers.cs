namespace Parley.Hosting;

/// <summary>The sessions that came lately, as far as what is measured does not show them yet.</summary>
/// <param name="settling">Measurements until one shows all of its load.</param>
internal sealed class Newcomers(int settling)
{
    private readonly int[] _came = new int[settling]; // by the measurement that they came after
    private long _measurements;

    public int Count => _came.Sum();

    /// <summary>The less of one is left, the longer it has been here.</summary>
    public double Unseen => Enumerable.Range(0, settling).Sum(age => _came[(_measurements + settling - age) % settling] * (1 - ((double)age / settling)));

    /// <returns>What to say when it leaves.</returns>
    public long Add()
    {
        _came[_measurements % settling]++;
        return _measurements;
    }

    /// <summary>One has left; if it came lately, nothing more is to be seen of it.</summary>
    public void Remove(long cameAt)
    {
        if (_measurements - cameAt < settling)
        {
            _came[cameAt % settling]--;
        }
    }

    public void Measured()
    {
        _measurements++;
        _came[_measurements % settling] = 0;
    }
}
