namespace Parley.Hosting;

public class CollectionPausesTests
{
    [Fact]
    public async Task A_pause_is_known_and_how_long_it_was()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var pauses = new CollectionPauses();
        GC.Collect();

        TimeSpan longest;
        while ((longest = pauses.TakeLongest()) == TimeSpan.Zero)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield(); // the runtime tells a little later
        }

        longest.ShouldBeInRange(TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
    }
}
