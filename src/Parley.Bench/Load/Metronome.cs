using Parley.Measuring;

namespace Parley.Load;

/// <summary>A thread that ticks every millisecond, and makes up for the ticks that it missed.</summary>
internal sealed class Metronome : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(1);

    private readonly ManualResetEvent _stop = new(initialState: false);
    private readonly Thread _thread;
    private readonly Action<long> _tick;
    private readonly FigureBook _book;
    private readonly LoadClock _clock;

    /// <param name="tick">Gets the number of the tick, which is its time in milliseconds.</param>
    public Metronome(Action<long> tick, FigureBook book, LoadClock clock)
    {
        (_tick, _book, _clock) = (tick, book, clock);
        _thread = new(Run) { Name = "metronome", IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        var tick = (long)_clock.Now.TotalMilliseconds;
        do
        {
            for (var late = _clock.Now - tick * Period; late >= TimeSpan.Zero; late = _clock.Now - tick * Period)
            {
                _book.Page.Lateness.Record(late);
                _tick(tick++);
            }
        }
        while (!_stop.WaitOne(Period));
    }
}
