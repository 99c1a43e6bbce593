namespace Parley.Hosting;

/// <summary>
/// Judges by measurements, four in a second, whether one session more fits. A session shows its load late: until then it counts
/// with what sessions cost, on top of what is measured. That is learned, so that at first few may come at a time.
/// </summary>
/// <param name="cores">That the server may use.</param>
internal sealed class LoadGauge(LimitOptions limits, int cores)
{
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <summary>So few are no load, whatever else keeps the machine busy.</summary>
    public const int Few = 8;

    private const int PerSecond = 4;
    private const int Window = 2 * PerSecond;
    private const int Settling = 3 * PerSecond; // the window, and a second to begin in
    private const int LeastRefusal = 2 * PerSecond;
    private const int MostSeconds = 30;

    // of one core, for each session: what is assumed until it is learned, and the least that is believed, for who is silent now will speak
    private const double AssumedCost = 0.004;
    private const double LeastCost = 0.002;
    private const int Known = Few; // settled sessions that are enough to learn from
    private const double Learning = 1.0 / PerSecond / 2;

    // a rare pause, for garbage or by a neighbour, is in one measurement or two
    private const int Pauses = 2;

    // how far below a limit it has to be before sessions are let in again
    private const double EasedCpu = 0.94;
    private const double EasedLateness = 0.5;
    private const double EasedBytes = 0.8;

    private readonly Measured[] _window = [.. Enumerable.Repeat(new Measured(Load.None, 0), Window)];
    private readonly Newcomers _newcomers = new(Settling);
    private long _measurements;
    private double _cost = AssumedCost;
    private bool _isCold = true;
    private OverloadCause? _refusing;
    private int _refused; // measurements, since sessions are refused

    /// <summary>The load of the last two seconds.</summary>
    public Load Load { get; private set; } = Load.None;

    /// <summary>So loaded that running sessions begin to suffer: what nobody waits for is better left.</summary>
    public bool IsStrained { get; private set; }

    /// <summary>What keeps sessions out at the moment.</summary>
    /// <param name="live">How many there are.</param>
    public OverloadCause? Refusing(int live) => live < Few ? TooMuch(live) : _refusing ?? TooMuch(live);

    /// <summary>Takes in how it was since the measurement before.</summary>
    /// <param name="live">Sessions.</param>
    /// <param name="isCold">The code has not run enough to be compiled well: what it costs to begin says little of what is to come.</param>
    public void Add(Load load, int live, bool isCold)
    {
        _isCold = isCold;
        _window[_measurements % Window] = new(load, live);
        _measurements++;
        _newcomers.Measured();
        Load = new(_window.Average(each => each.Load.Cpu), _window.Select(each => each.Load.Lateness).OrderDescending().ElementAt(Pauses), load.BufferedBytes);
        Learn(live);
        Judge(live);
    }

    /// <summary>Asks for room for one session more, which is then taken.</summary>
    /// <param name="live">How many there are without it.</param>
    /// <param name="cameAt">For <see cref="Left"/>, where there is room.</param>
    /// <returns>Null where there is room.</returns>
    public Overload? Admit(int live, out long cameAt)
    {
        cameAt = 0;
        if (Refusing(live) is { } cause)
        {
            if (_refusing is null)
            {
                Refuse(cause);
            }

            return new(cause, Math.Clamp(_refused / PerSecond, LeastRefusal / PerSecond, MostSeconds)); // as long again as it has lasted
        }

        cameAt = _newcomers.Add();
        return null;
    }

    /// <summary>A session has ended, and if it came lately, its load is not to be expected any more.</summary>
    /// <param name="cameAt">As <see cref="Admit"/> said.</param>
    public void Left(long cameAt) => _newcomers.Remove(cameAt);

    private void Learn(int live)
    {
        if (live - _newcomers.Count >= Known)
        {
            var cost = Load.Cpu * cores / _window.Average(each => each.Live);
            _cost = Math.Max(_cost + (Learning * (cost - _cost)), LeastCost);
        }
    }

    private void Judge(int live)
    {
        IsStrained = IsLate(1) || (!_isCold && IsOver(Load.Cpu, MaxCpu, (1 + (1 / MaxCpu)) / 2)); // half way between what is let in and all there is
        var cause = TooMuch(live);
        if (_refusing is null)
        {
            Refuse(cause);
        }
        else if (++_refused >= LeastRefusal || cause is not null)
        {
            _refusing = cause;
        }
    }

    private void Refuse(OverloadCause? cause) => (_refusing, _refused) = (cause, 0);

    private OverloadCause? TooMuch(int live)
    {
        var (cpu, lateness, bytes) = _refusing is null ? (1, 1, 1) : (EasedCpu, EasedLateness, EasedBytes);
        return IsOver(Load.BufferedBytes, limits.MaxBufferedBytes, bytes) ? OverloadCause.BufferedBytes
            : live < Few ? null
            : IsLate(lateness) ? OverloadCause.Lateness
            : IsOver(CpuWithOneMore(live), MaxCpu, cpu) ? OverloadCause.Cpu
            : null;
    }

    private double MaxCpu => limits.MaxCpuPercent / 100.0;

    private double CpuWithOneMore(int live)
    {
        var expected = Load.Cpu + ((_newcomers.Unseen + 1) * _cost / cores);
        return _isCold ? Math.Min(expected, (live + 1) * AssumedCost / cores) : expected;
    }

    private bool IsLate(double ease) => !_isCold && IsOver(Load.Lateness.TotalMilliseconds, limits.MaxLatenessMs, ease);

    private static bool IsOver(double value, double limit, double ease) => limit > 0 && value > limit * ease; // never where there is none

    private readonly record struct Measured(Load Load, int Live);
}
