using Parley.Hosting;

namespace Parley;

/// <summary>A machine of one core whose load is what it is told to be: none, however busy the real one is.</summary>
internal sealed class StillLoad : ILoadSource
{
    private static readonly TimeSpan Warm = TimeSpan.FromMinutes(1);

    private TimeSpan _computed = Warm;
    private int _reads;

    public int Cores => 1;

    /// <summary>A share of the core.</summary>
    public double Cpu { get; set; }

    public TimeSpan Lateness { get; set; }

    public LoadReading Read(bool isBusy)
    {
        if (_reads++ > 0)
        {
            _computed += LoadGauge.Every * Cpu;
        }

        return new(_computed, Lateness);
    }
}
