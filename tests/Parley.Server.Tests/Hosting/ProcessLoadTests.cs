using Parley.Testing;

namespace Parley.Hosting;

public sealed class ProcessLoadTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly Queue<Action> _pool = [];
    private readonly ProcessLoad _load;

    public ProcessLoadTests() => _load = new(_time, _pool.Enqueue);

    [Fact]
    public void A_pool_that_runs_work_at_once_is_not_late()
    {
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(25));
            _pool.Dequeue()();
        }

        _load.Read().Lateness.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void The_latest_work_counts_until_it_is_read()
    {
        foreach (var wait in new[] { 3, 70, 5 })
        {
            _time.Advance(TimeSpan.FromMilliseconds(25));
            _time.Advance(TimeSpan.FromMilliseconds(wait));
            _pool.Dequeue()();
        }

        _load.Read().Lateness.ShouldBe(TimeSpan.FromMilliseconds(70));
        _load.Read().Lateness.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Work_that_still_waits_is_late_too()
    {
        _time.Advance(TimeSpan.FromMilliseconds(25));
        _time.Advance(TimeSpan.FromMilliseconds(400));
        _load.Read().Lateness.ShouldBe(TimeSpan.FromMilliseconds(400));
        _pool.Count.ShouldBe(1, "what has not run is not queued again");
    }

    [Fact]
    public void What_the_process_computes_is_counted()
    {
        var before = _load.Read().Computed;
        while (_load.Read().Computed == before)
        {
            // computes
        }

        _load.Read().Computed.ShouldBeGreaterThan(before);
        _load.Cores.ShouldBe(Environment.ProcessorCount);
    }

    public void Dispose() => _load.Dispose();
}
