namespace Parley.Measuring;

public class ProcessFiguresTests
{
    [Fact]
    public void This_process_has_all_of_them()
    {
        var figures = ProcessFigures.Of(Environment.ProcessId).ShouldNotBeNull();

        figures.Cpu.ShouldBeInRange(TimeSpan.FromMilliseconds(10), Environment.CpuUsage.TotalTime + TimeSpan.FromSeconds(1));
        figures.ResidentBytes.ShouldBeInRange(10_000_000, 10 * Environment.WorkingSet);
        figures.Threads.ShouldBeInRange(2, 10_000);
        figures.Descriptors.ShouldBeInRange(3, 100_000);
    }

    [Fact]
    public void A_process_that_is_gone_has_none() => ProcessFigures.Of(int.MaxValue).ShouldBeNull();
}
