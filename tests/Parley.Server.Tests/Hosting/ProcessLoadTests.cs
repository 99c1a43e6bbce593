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
        Read();
        for (var i = 0; i < 10; i++)
        {
            Run(lateMs: 0);
        }

        Read().ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void The_latest_work_counts_until_it_is_read()
    {
        Read();
        Run(lateMs: 3);
        Run(lateMs: 70);
        Run(lateMs: 5);
        Read().ShouldBe(TimeSpan.FromMilliseconds(70));
        Read().ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Work_that_still_waits_is_late_too()
    {
        Read();
        _time.Advance(TimeSpan.FromMilliseconds(50 + 400));
        Read().ShouldBe(TimeSpan.FromMilliseconds(400));
        _pool.Count.ShouldBe(1, "what has not run is not queued again");
    }

    [Fact]
    public void While_nothing_goes_on_nothing_wakes_the_pool()
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        Read();
        Run(lateMs: 0);
        Read(isBusy: false);
        Run(lateMs: 0); // the one that was under way
        _time.Advance(TimeSpan.FromSeconds(10));
        _pool.ShouldBeEmpty();
        Read().ShouldBe(TimeSpan.Zero);
        Run(lateMs: 9);
        Read().ShouldBe(TimeSpan.FromMilliseconds(9));
    }

    [Fact]
    public void What_the_process_computes_is_counted()
    {
        var before = _load.Read(isBusy: true).Computed;
        while (_load.Read(isBusy: true).Computed == before)
        {
            // computes
        }

        _load.Cores.ShouldBe(Environment.ProcessorCount);
    }

    public void Dispose() => _load.Dispose();

    private TimeSpan Read(bool isBusy = true) => _load.Read(isBusy).Lateness;

    private void Run(int lateMs)
    {
        _time.Advance(TimeSpan.FromMilliseconds(50));
        _time.Advance(TimeSpan.FromMilliseconds(lateMs));
        _pool.Dequeue()();
    }
}
